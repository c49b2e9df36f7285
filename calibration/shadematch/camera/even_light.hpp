// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>
#include <shadematch/light/evidence.hpp>
#include <shadematch/light/flatten.hpp>

namespace shadematch::inline v0 {

/// A photograph with its uneven light divided out, and its chart, ready for calibrate(). The field is
/// photo.flattened_by.
struct EvenLight {
  Photo photo;
  Chart chart;
};

/// Divides uneven light out of a photograph, in scene-linear light. Values that a camera bent are no light: a card in
/// the highlights of a phone's tone curve shows two thirds of the fall of light that the skin below shows. So the chart
/// is found in a first version, flattened as decoded; its neutrals, with the field at their places, tell the camera's
/// response; field and response are fitted in turn until they agree; then photo and chart are made anew.
/// @param evidence  of light_from_flat or light_from_paper.
/// @param find      finds the chart: find_chart or chart_from_corners with their options.
/// @throws what fit_light_field, flatten and `find` throw.
[[nodiscard]] SHADEMATCH_API EvenLight even_light(const Photo& photo, const LightEvidence& evidence,
                                                  const std::function<Chart(const Photo&)>& find);

}  // namespace shadematch::inline v0
