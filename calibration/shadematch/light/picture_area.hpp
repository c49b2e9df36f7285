// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <limits>
#include <string>
#include <vector>

#include <shadematch/photo/photo.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// Decoded values of a plain area, robust.
struct AreaSample {
  Eigen::Vector2d center{0, 0};
  Eigen::Vector3d value{0, 0, 0};  ///< median of each channel
  double texture = 0;              ///< 1.4826 MAD of the mean of the channels, divided by its median
  double clipped_share = 0;        ///< of the pixels, at the upper end
  int pixels = 0;

  [[nodiscard]] Eigen::Vector3d ln_value() const { return value.array().log(); }
};

/// What an area may have at most for its color to be asked for.
struct SmoothLimits {
  double texture = std::numeric_limits<double>::infinity();
  double clipped = 1.0;  ///< share
};

/// A square of pixels, every `stride`-th of each row and column. `value` stays 0 above the limits.
[[nodiscard]] AreaSample sample_square(const Photo& photo, int x, int y, int side, int stride,
                                       const SmoothLimits& limits = {});

/// @param who  for the message. @throws std::invalid_argument for a region outside the photo.
[[nodiscard]] AreaSample sample_region(const Photo& photo, const Region& region, const std::string& who);

/// ln of each channel against the mean of the three.
[[nodiscard]] Eigen::Vector3d ln_chroma(const Eigen::Vector3d& ln_value);

/// @throws std::invalid_argument for a photo without pixels.
void expect_pixels(const Photo& photo, const std::string& who);

/// "0.123": three decimals for messages.
[[nodiscard]] std::string short_number(double value);

/// 1.4826 median absolute value: the sd of a normal distribution around 0. @param values not empty.
[[nodiscard]] double robust_sd(std::vector<double> values);

}  // namespace shadematch::inline v0
