// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/response/capture_tone.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr auto& kAt = CaptureTone::kKnotAt;

/// Integral of exp(a + (b - a) s / width) over s in [0, x].
double segment(double a, double b, double width, double x) {
  const double rise = (b - a) / width * x;
  return std::exp(a) * x * (std::abs(rise) < 1e-9 ? 1.0 + 0.5 * rise : std::expm1(rise) / rise);
}

}  // namespace

double CaptureTone::ln_slope_at(double ln_value) const {
  const double t = std::clamp(ln_value - kLnMiddle, kAt.front(), kAt.back());
  std::size_t i = 0;
  while (i + 2 < kKnots && t > kAt[i + 1]) ++i;
  const double share = (t - kAt[i]) / (kAt[i + 1] - kAt[i]);
  return ln_slope[i] + share * (ln_slope[i + 1] - ln_slope[i]);
}

double CaptureTone::ln_light(double ln_value) const {
  const double t = ln_value - kLnMiddle;
  double sum = 0.0;
  for (std::size_t i = kMiddleKnot; i + 1 < kKnots && t > kAt[i]; ++i) {
    const double width = kAt[i + 1] - kAt[i];
    sum += segment(ln_slope[i], ln_slope[i + 1], width, std::min(t - kAt[i], width));
  }
  for (std::size_t i = kMiddleKnot; i > 0 && t < kAt[i]; --i) {
    const double width = kAt[i] - kAt[i - 1];
    sum -= segment(ln_slope[i], ln_slope[i - 1], width, std::min(kAt[i] - t, width));
  }
  if (t > kAt.back()) sum += std::exp(ln_slope.back()) * (t - kAt.back());
  if (t < kAt.front()) sum += std::exp(ln_slope.front()) * (t - kAt.front());
  return kLnMiddle + sum;
}

}  // namespace shadematch::inline v0
