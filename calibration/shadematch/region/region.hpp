// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Pixels of a photograph: a mask with its place. Made from a polygon, a rectangle or a full-size mask.
struct Region {
  int x = 0, y = 0;                ///< of the mask's first pixel in the photograph
  int width = 0, height = 0;       ///< of the mask
  std::vector<std::uint8_t> mask;  ///< height x width, 1 = inside
};

/// Pixels whose centers lie inside a simple polygon of vertices (x, y) in pixels, even-odd rule.
/// @throws std::invalid_argument for fewer than 3 vertices, non-finite vertices, a polygon without pixels, or one that
///         leaves a photograph of that size.
[[nodiscard]] SHADEMATCH_API Region region_from_polygon(std::span<const Eigen::Vector2d> vertices, int photo_width,
                                                        int photo_height);
/// Rectangle of `width` x `height` pixels whose first pixel is (x, y). Same errors.
[[nodiscard]] SHADEMATCH_API Region region_from_rectangle(double x, double y, double width, double height,
                                                          int photo_width, int photo_height);
/// photo_height x photo_width, non-zero = inside. @throws std::invalid_argument for another size or an empty mask.
[[nodiscard]] SHADEMATCH_API Region region_from_mask(std::span<const std::uint8_t> mask, int photo_width,
                                                     int photo_height);

}  // namespace shadematch::inline v0
