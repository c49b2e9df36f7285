// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// A square of a photograph without hairs, edges or clipping: skin, card, wall or cloth.
struct SmoothPlace {
  Eigen::Vector2d pixel{0, 0};   ///< its middle
  Eigen::Vector3d rgb{0, 0, 0};  ///< median, linear as in Photo::rgb, > 0
};

/// The photograph is cut into squares whose side is 1/50 of its longer side.
/// @throws std::invalid_argument for an empty photo.
[[nodiscard]] SHADEMATCH_API std::vector<SmoothPlace> smooth_places(const Photo& photo);

}  // namespace shadematch::inline v0
