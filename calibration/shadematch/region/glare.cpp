// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <shadematch/region/glare.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastStep = 8.0;   // L* above the median that glare must reach
constexpr double kSteps = 4.0;       // … in robust standard deviations
constexpr double kLostChroma = 0.8;  // share of the body's chroma that glare stays below
constexpr float kNoChroma = 4.0F;    // C* of a pixel that counts as white whatever the body is

constexpr std::size_t kEnough = 65536;  // pixels: the median of a third as many lies within a hundredth of their spread

}  // namespace

GlareRule::GlareRule(std::span<const float> L, std::span<const float> a, std::span<const float> b) {
  const std::size_t apart = L.size() / kEnough | 1U;  // odd: the blocks of a JPEG are met at every place
  std::vector<float> lightness, saturation, below;
  for (std::size_t i = 0; i < L.size(); i += apart) {
    lightness.push_back(L[i]);
    saturation.push_back(std::sqrt(a[i] * a[i] + b[i] * b[i]) / std::max(L[i] + 16.0F, 1.0F));
  }
  const double middle = median_of(lightness);
  for (const float value : lightness) {
    if (value <= middle) below.push_back(static_cast<float>(middle - value));
  }
  brighter_than_ = static_cast<float>(middle + std::max(kLeastStep, kSteps * kSdOfMad * median_of(below)));
  lost_chroma_ = static_cast<float>(kLostChroma * median_of(saturation));
  no_chroma_ = kNoChroma;
}

}  // namespace shadematch::inline v0
