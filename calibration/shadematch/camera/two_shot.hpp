// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// The calibration with a gray surface that lies in its photograph and will lie in the next one: a gray card beside the
/// scalp, or a gray patch of the chart itself.
/// @param photo  the one with the chart, as it was taken.
/// @throws MeasurementRefused "gray_small", "gray_clipped", "gray_dark", "gray_texture"; std::invalid_argument for a
///         region outside.
[[nodiscard]] SHADEMATCH_API Calibration with_gray(const Calibration& calibration, const Photo& photo,
                                                   const Region& gray);

/// Two shots: the chart in one photograph, the scalp in the next, with the same camera, light and manual exposure. The
/// scalp lies where the chart lay: light is taken to be that on the chart's center, and the uncertainty grows by
/// 0.8 CIEDE2000. A light field of the calibration is divided out. Flags of the result's calibration: "two_shot";
/// "capture_unknown" if a file does not tell camera, exposure or white balance; "auto_white_balance".
/// @param gray  where the gray surface of with_gray lies in `photo`; then exposure and white balance may have drifted:
///              each channel is matched in scene-linear light.
/// @param threads  as Calibration::to_lab.
/// @throws MeasurementRefused "camera_differs"; without gray "lens_differs", "exposure_differs",
///         "white_balance_differs"; with gray "gray_unknown", "gray_implausible", "gray_chroma_moved" and those of
///         with_gray; "light_field_size" if the photo has another size than the light field.
///         std::invalid_argument for a photo that was flattened before.
[[nodiscard]] SHADEMATCH_API LabImage two_shot(const Calibration& calibration, const Photo& photo,
                                               const std::optional<Region>& gray = {}, int threads = 0);

}  // namespace shadematch::inline v0
