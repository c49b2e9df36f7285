// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include <shadematch/camera/tone_curve.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kRidgeSlope = 0.02;
constexpr double kRidgeCurvature = 0.3;
constexpr double kLeastSlope = 0.25;  // of d ln y / d ln x at both ends of the supported range

}  // namespace

double ToneCurve::operator()(double x) const {
  const double ln_origin = center + kToneOrigin;
  if (x > 0.0) {
    const double ln_x = std::log(x);
    if (ln_x >= ln_origin) return std::exp(ln(ln_x));
  }
  return std::exp(ln(ln_origin) - ln_origin) * x;
}

double ToneCurve::ln(double ln_x) const {
  const double t = std::max(ln_x - center, kToneOrigin);
  const double inside = std::clamp(t, kToneLow, kToneHigh);
  const double ln_y = p0 + (p1 + p2 * inside) * inside + (p1 + 2.0 * p2 * inside) * (t - inside);
  return ln_y + std::min(ln_x - center - kToneOrigin, 0.0);
}

double ToneCurve::slope(double x) const {
  const double t = std::log(std::max(x, std::exp(center + kToneOrigin))) - center;
  return t <= kToneOrigin ? 1.0 : p1 + 2.0 * p2 * std::clamp(t, kToneLow, kToneHigh);
}

ToneCurve tone_gain(double gain) {
  return {0.0, std::log(gain), 1.0, 0.0};
}

ToneCurve fit_tone_curve(std::span<const double> ln_values, std::span<const double> ln_light,
                         std::span<const double> weights) {
  const double n = std::accumulate(weights.begin(), weights.end(), 0.0);
  ToneCurve curve;
  for (std::size_t i = 0; i < ln_values.size(); ++i) curve.center += weights[i] / n * ln_values[i];
  Eigen::Matrix3d normal = Eigen::Vector3d(0.0, n * kRidgeSlope, n * kRidgeCurvature).asDiagonal();
  Eigen::Vector3d right(0.0, n * kRidgeSlope, 0.0);
  for (std::size_t i = 0; i < ln_values.size(); ++i) {
    const double t = ln_values[i] - curve.center;
    const Eigen::Vector3d row(1.0, t, t * t);
    normal += weights[i] * row * row.transpose();
    right += weights[i] * row * ln_light[i];
  }
  const Eigen::Vector3d p = normal.ldlt().solve(right);
  curve.p0 = p(0);
  curve.p1 = std::max(p(1), 2.0 * kLeastSlope);
  curve.p2 =
      std::clamp(p(2), -(curve.p1 - kLeastSlope) / (2.0 * kToneHigh), (curve.p1 - kLeastSlope) / (-2.0 * kToneLow));
  return curve;
}

}  // namespace shadematch::inline v0
