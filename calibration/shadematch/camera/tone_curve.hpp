// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <span>

namespace shadematch::inline v0 {

/// Inverse response of one channel, camera value x -> linear light:
///     ln y = p0 + p1 t + p2 t^2,   t = ln x - center,
/// continued as a straight line (a power law) outside t in [-3.2, 2.2], where no neutral patch supports the square, and
/// as a line through the origin below t = -6, so that values around 0 and below keep their order.
/// p1 = 1, p2 = 0 is a plain gain exp(p0 - center).
struct ToneCurve {
  double center = 0, p0 = 0, p1 = 1, p2 = 0;

  [[nodiscard]] double operator()(double x) const;
  /// ln y from ln x, x > 0.
  [[nodiscard]] double ln(double ln_x) const;
  /// d ln y / d ln x.
  [[nodiscard]] double slope(double x) const;

  friend bool operator==(const ToneCurve&, const ToneCurve&) = default;
};

inline constexpr double kToneLow = -3.2;
inline constexpr double kToneHigh = 2.2;
inline constexpr double kToneOrigin = -6.0;

/// Plain gain.
[[nodiscard]] ToneCurve tone_gain(double gain);

/// Curve through neutrals: ln of the values that the camera shows, and ln of the light that the reference says. Ridge
/// toward a plain gain with n (0, 0.02, 0.3); the curvature is limited so that the curve rises everywhere.
[[nodiscard]] ToneCurve fit_tone_curve(std::span<const double> ln_values, std::span<const double> ln_light,
                                       std::span<const double> weights);

}  // namespace shadematch::inline v0
