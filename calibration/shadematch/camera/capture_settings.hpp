// SPDX-License-Identifier: Apache-2.0
// Private: what two files say of camera and settings.
#pragma once

#include <optional>

#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// Camera, exposure time, sensitivity and white balance are all told.
[[nodiscard]] bool capture_is_known(const PhotoMetadata& metadata);

/// ln of the exposure of the second file against the first; nothing if a file does not tell it. A missing f-number
/// counts as equal: phones have one.
[[nodiscard]] std::optional<double> exposure_step(const PhotoMetadata& first, const PhotoMetadata& second);

/// Refuses what differs as far as both files tell it. @param matched  a gray in both makes up for all but the camera.
/// @throws MeasurementRefused "camera_differs", "lens_differs", "exposure_differs", "white_balance_differs"
void refuse_other_settings(const PhotoMetadata& first, const PhotoMetadata& second, bool matched);

}  // namespace shadematch::inline v0
