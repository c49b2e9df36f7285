// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <shadematch/region/glare.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastStep = 8.0;      // L* above the median that glare must reach
constexpr double kSteps = 4.0;          // … in robust standard deviations
constexpr double kLostChroma = 0.8;     // share of the body's chroma that glare stays below
constexpr float kNoChroma = 4.0F;       // C* of a pixel that counts as white whatever the body is
constexpr double kSdOfMedian = 1.4826;  // sd of a normal distribution / its median absolute deviation

/// Median deviation of the values below the median.
double mad_below(std::span<const float> L, double median) {
  std::vector<float> below(L.size());
  std::size_t count = 0;
  for (const float value : L) {
    below[count] = static_cast<float>(median - value);
    count += value <= median ? 1 : 0;
  }
  return median_of(std::span<const float>(below).first(count));
}

/// Of C* / (L* + 16). The inner loop has a fixed length: compilers make vectors of it.
double median_saturation(std::span<const float> L, std::span<const float> a, std::span<const float> b) {
  constexpr std::size_t kLanes = 8;
  std::vector<float> saturation(L.size());
  const auto at = [&](std::size_t i) {
    const float lightness = L[i] + 16.0F;
    return std::sqrt(a[i] * a[i] + b[i] * b[i]) / (lightness > 1.0F ? lightness : 1.0F);
  };
  const std::size_t whole = L.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) saturation[i + lane] = at(i + lane);
  }
  for (std::size_t i = whole; i < L.size(); ++i) saturation[i] = at(i);
  return median_of(saturation);
}

}  // namespace

GlareRule::GlareRule(std::span<const float> L, std::span<const float> a, std::span<const float> b, ThreadPool& pool) {
  double middle = 0.0, step = 0.0, saturation = 0.0;
  pool.parallel_for(2, 1, [&](std::size_t task, std::size_t) {
    if (task == 0) {
      middle = median_of(L);
      step = std::max(kLeastStep, kSteps * kSdOfMedian * mad_below(L, middle));
    } else {
      saturation = median_saturation(L, a, b);
    }
  });
  brighter_than_ = static_cast<float>(middle + step);
  lost_chroma_ = static_cast<float>(kLostChroma * saturation);
  no_chroma_ = kNoChroma;
}

}  // namespace shadematch::inline v0
