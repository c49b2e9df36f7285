// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <cstddef>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// The tone curve g between a stored linear value v and light: ln of its slope d ln g / d ln v is piecewise linear in
/// t = ln(v / 0.18), held outside the knots; g(0.18) = 0.18. All zero: no curve.
struct CaptureTone {
  static constexpr std::size_t kKnots = 6;
  static constexpr std::array<double, kKnots> kKnotAt{-4.2, -2.6, -1.3, 0.0, 0.9, 1.75};
  static constexpr std::size_t kMiddleKnot = 3;             ///< t = 0
  static constexpr double kLnMiddle = -1.7147984280919266;  ///< ln 0.18

  std::array<double, kKnots> ln_slope{};

  /// ln g(v). @param ln_value  ln v.
  [[nodiscard]] SHADEMATCH_API double ln_light(double ln_value) const;
  /// ln of d ln g / d ln v.
  [[nodiscard]] SHADEMATCH_API double ln_slope_at(double ln_value) const;
};

}  // namespace shadematch::inline v0
