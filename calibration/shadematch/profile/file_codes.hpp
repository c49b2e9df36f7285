// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/photo/color_decoder.hpp>

namespace shadematch::inline v0 {

/// Codes of a file, 0..1 in three channels, and the linear sRGB that they stand for.
class FileCodes {
 public:
  /// @throws UnsupportedImage "profile_unusable"
  explicit FileCodes(const ColorEncoding& encoding);

  [[nodiscard]] const ColorDecoder& decoder() const { return decoder_; }
  [[nodiscard]] std::vector<Eigen::Vector3d> decode(const std::vector<Eigen::Vector3d>& codes) const;
  [[nodiscard]] Eigen::Vector3d decode(const Eigen::Vector3d& code) const;
  /// The code whose light is nearest to `linear`, by damped Gauss-Newton steps on L* of the channels.
  [[nodiscard]] Eigen::Vector3d encode(const Eigen::Vector3d& linear) const;

 private:
  ColorDecoder decoder_;
};

/// L* / 100 of one channel of light, so that equal steps look alike; rises for all real numbers.
[[nodiscard]] double lightness(double linear);

}  // namespace shadematch::inline v0
