// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/region/glare.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastStep = 8.0;      // L* above the median that glare must reach
constexpr double kSteps = 4.0;          // … in robust standard deviations
constexpr double kLostChroma = 0.8;     // share of the body's chroma that glare stays below
constexpr double kNoChroma = 4.0;       // C* of a pixel that counts as white whatever the body is
constexpr double kSdOfMedian = 1.4826;  // sd of a normal distribution / its median absolute deviation

}  // namespace

double median_of(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2.0;
}

GlareRule::GlareRule(const std::vector<Lab>& pixels) {
  std::vector<double> lightness, saturation, below;
  for (const Lab& pixel : pixels) {
    lightness.push_back(pixel.L);
    saturation.push_back(std::hypot(pixel.a, pixel.b) / std::max(pixel.L + 16.0, 1.0));
  }
  const double middle = median_of(lightness);
  for (const double L : lightness) {
    if (L <= middle) below.push_back(middle - L);
  }
  brighter_than_ = middle + std::max(kLeastStep, kSteps * kSdOfMedian * median_of(below));
  chroma_per_lightness_ = median_of(saturation);
}

bool GlareRule::operator()(const Lab& pixel) const {
  if (!(pixel.L > brighter_than_)) return false;
  const double body_chroma = chroma_per_lightness_ * (pixel.L + 16.0);
  return std::hypot(pixel.a, pixel.b) < std::max(kLostChroma * body_chroma, kNoChroma);
}

}  // namespace shadematch::inline v0
