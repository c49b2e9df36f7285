// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <algorithm>
#include <span>

namespace shadematch::inline v0 {

/// What tells the reflection of the lamp from the color of the surface. Light that a surface sends back is the body's
/// color plus a mirror image of the lamp, and the lamp is white in a calibrated picture (dichromatic reflection, Shafer
/// 1985 [shafer1985]). More light on the same body multiplies L* + 16 and chroma alike; the mirror image raises L* and
/// lowers chroma / (L* + 16). So a pixel is glare if it is
///   brighter:        L* > median + max(8, 4 sd), sd from the deviations below the median, which glare does not widen,
///   and less chromatic:  C* < 0.8 times the chroma of the body at that L*, or C* < 4, where the body has none to lose.
/// Skin that shines through hair is brighter but more chromatic than the hair: no glare.
class GlareRule {
 public:
  /// From L*, a*, b* of the pixels of a region; not empty. Of many pixels every so many-th tells enough.
  GlareRule(std::span<const float> L, std::span<const float> a, std::span<const float> b);

  [[nodiscard]] bool operator()(float L, float a, float b) const {
    if (!(L > brighter_than_)) return false;
    const float least_chroma = std::max(lost_chroma_ * (L + 16.0F), no_chroma_);
    return a * a + b * b < least_chroma * least_chroma;
  }

 private:
  float brighter_than_ = 0;
  float lost_chroma_ = 0;  ///< per L* + 16: below, the body has lost chroma
  float no_chroma_ = 0;    ///< below, a pixel counts as white whatever the body is
};

}  // namespace shadematch::inline v0
