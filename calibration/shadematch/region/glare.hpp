// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// Middle of `values` (mean of the two middle ones). @param values not empty.
[[nodiscard]] double median_of(std::vector<double> values);

/// What tells the reflection of the lamp from the color of the surface. Light that a surface sends back is the body's
/// color plus a mirror image of the lamp, and the lamp is white in a calibrated picture (dichromatic reflection, Shafer
/// 1985 [shafer1985]). More light on the same body multiplies L* + 16 and chroma alike; the mirror image raises L* and
/// lowers chroma / (L* + 16). So a pixel is glare if it is
///   brighter:        L* > median + max(8, 4 sd), sd from the deviations below the median, which glare does not widen,
///   and less chromatic:  C* < 0.8 times the chroma of the body at that L*, or C* < 4, where the body has none to lose.
/// Skin that shines through hair is brighter but more chromatic than the hair: no glare.
class GlareRule {
 public:
  /// From the pixels of a region; not empty.
  explicit GlareRule(const std::vector<Lab>& pixels);

  [[nodiscard]] bool operator()(const Lab& pixel) const;

 private:
  double brighter_than_ = 0;
  double chroma_per_lightness_ = 0;
};

}  // namespace shadematch::inline v0
