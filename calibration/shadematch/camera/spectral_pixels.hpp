// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <array>
#include <memory>
#include <vector>

#include <shadematch/camera/spectral_lattice.hpp>
#include <shadematch/camera/spectral_map.hpp>
#include <shadematch/pixels/lab_rows.hpp>

namespace shadematch::inline v0 {

/// SpectralMap for whole pictures: its tone curve as a table, its regression as a SpectralLattice.
class SpectralPixels {
 public:
  explicit SpectralPixels(const std::shared_ptr<const SpectralMap>& map);

  /// Part of a row of pixels. @param rgb  count x 3. @param lab  count x 3, holds the answer of the ladder and becomes
  /// the blend of both.
  void blend(const float* rgb, const PixelSpan& span, float* lab) const;

 private:
  static constexpr int kBlock = 128;
  using Roots = std::array<float, std::size_t{3} * kBlock>;

  /// ln2 of the light along row y: a parabola in x, as LightFrame::terms are.
  [[nodiscard]] Eigen::Vector3d light_of_row(int y) const;
  void roots_of(const float* rgb, const PixelSpan& span, const Eigen::Vector3d& light, Roots& z) const;
  /// @param place  of the value in tone_.
  [[nodiscard]] float light_of(float value, float place) const;

  LightFrame frame_;
  Eigen::Vector3d light_;
  float offset_;
  std::array<float, 3> gain_;
  std::vector<float> tone_;  ///< g over sqrt(v) in [0, kMostValue]
  CaptureTone curve_;
  SpectralLattice lattice_;
};

}  // namespace shadematch::inline v0
