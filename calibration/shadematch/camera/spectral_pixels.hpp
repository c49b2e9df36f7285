// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include <shadematch/camera/spectral_map.hpp>

namespace shadematch::inline v0 {

/// SpectralMap for whole pictures: its regression tabulated on a lattice of z around the model's skin and hair. Between
/// the nodes their tangents are blended trilinearly, which follows the curvature that a blend of values would cut.
class SpectralPixels {
 public:
  explicit SpectralPixels(const SpectralMap& map);

  /// One row of pixels. @param rgb  width x 3. @param lab  width x 3, holds the answer of the ladder and becomes the
  /// blend of both.
  void blend_row(const float* rgb, int y, int width, float* lab) const;

 private:
  struct Node {
    Eigen::Vector3f lab{0, 0, 0};
    float trust = -1;  ///< negative: not tabulated
    Eigen::Matrix3f slopes = Eigen::Matrix3f::Zero();
  };
  using Index = Eigen::Vector3i;

  void tabulate(const ScalpMap& scalp);
  [[nodiscard]] std::size_t node_index(const Index& at) const;
  [[nodiscard]] bool interpolate(const Eigen::Vector3f& z, Eigen::Vector3f& lab, float& trust) const;
  [[nodiscard]] float light_of(float value) const;

  LightFrame frame_;
  Eigen::Vector3d light_;
  float offset_;
  std::array<float, 3> gain_;
  std::vector<float> tone_;  ///< g over sqrt(v) in [0, kMostValue]
  CaptureTone curve_;
  Eigen::Vector3f first_;  ///< z of node 0
  Index count_;
  std::vector<Node> nodes_;
};

}  // namespace shadematch::inline v0
