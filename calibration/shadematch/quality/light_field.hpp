// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// How the light changes over the chart, as the patches themselves tell: what the best even-light model of the camera
/// leaves at each patch, smoothed over its neighbors, so that a patch whose color the model misses weighs little.
struct ChartLight {
  double ratio = 1;         ///< brightest to darkest place of the chart
  double mixed_chroma = 0;  ///< largest distance in a*, b* of a mid gray between two corners of the chart
};

/// @throws MeasurementRefused ("grayscale", "too_few_patches", "too_few_neutrals")
[[nodiscard]] SHADEMATCH_API ChartLight light_field(const Chart& chart);

}  // namespace shadematch::inline v0
