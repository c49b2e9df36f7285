// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/training_set.hpp>
#include <shadematch/pixels/pixel_map.hpp>

namespace shadematch::inline v0 {

/// A CameraMap as rows of pixels want it (see shadematch/pixels/lab_rows.hpp), in pixels of the photograph with the
/// chart: matrix, XYZ and white as one matrix, gains in it, shading as a plane over the picture. Rows are within 5e-4
/// CIE76 of CameraMap::lab.
[[nodiscard]] PixelMap pixel_map(const CameraMap& map, const ChartFrame& frame);

}  // namespace shadematch::inline v0
