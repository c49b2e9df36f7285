// SPDX-License-Identifier: Apache-2.0
// Private: float functions without branches or calls, so that a loop over pixels becomes vector code. Relative errors
// are below 3e-7, that is 1e-4 in L*; NaN does not pass through reliably.
#pragma once

#include <bit>
#include <cstdint>

namespace shadematch::inline v0 {

/// log2 of a positive normal number: split off the exponent so that m is in [sqrt 1/2, sqrt 2), then the series of
/// artanh with s = (m - 1)/(m + 1), |s| <= 0.172; its first dropped term is below 1e-9.
inline float fast_log2(float x) {
  const auto bits = std::bit_cast<std::int32_t>(x);
  const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;
  const float m = std::bit_cast<float>(bits - exponent * (1 << 23));
  const float s = (m - 1.0F) / (m + 1.0F);
  const float s2 = s * s;
  const float series = 1.0F + s2 * (1.0F / 3 + s2 * (1.0F / 5 + s2 * (1.0F / 7 + s2 * (1.0F / 9))));
  return static_cast<float>(exponent) + 2.88539008F * s * series;  // 2 / ln 2
}

/// 2^x for x in [-125, 125]: nearest integer by the addition of 1.5 * 2^23, Taylor series of the rest (|r| <= ln 2 /
/// 2).
inline float fast_exp2(float x) {
  constexpr float kRound = 12582912.0F;
  const float shifted = x + kRound;
  const float r = (x - (shifted - kRound)) * 0.69314718F;
  const float series =
      1.0F + r * (1.0F + r * (0.5F + r * (1.0F / 6 +
                                          r * (1.0F / 24 + r * (1.0F / 120 + r * (1.0F / 720 + r * (1.0F / 5040)))))));
  const std::int32_t whole = std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(kRound);
  return series * std::bit_cast<float>((whole + 127) * (1 << 23));
}

/// Cube root of a positive normal number: a third of the exponent as first guess, then two steps of Halley's method.
inline float fast_cbrt(float x) {
  const auto third = static_cast<std::int32_t>(static_cast<float>(std::bit_cast<std::int32_t>(x)) * (1.0F / 3));
  float y = std::bit_cast<float>(third + 0x2a5137a0);
  for (int step = 0; step < 2; ++step) {
    const float y3 = y * y * y;
    y = y * (y3 + 2.0F * x) / (2.0F * y3 + x);
  }
  return y;
}

}  // namespace shadematch::inline v0
