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
  const double x_origin = std::exp(center + kToneOrigin);
  const double t = std::log(std::max(x, x_origin)) - center;
  const double inside = std::clamp(t, kToneLow, kToneHigh);
  const double ln_y = p0 + (p1 + p2 * inside) * inside + (p1 + 2.0 * p2 * inside) * (t - inside);
  return std::exp(ln_y) * (std::min(x, x_origin) / x_origin);
}

double ToneCurve::slope(double x) const {
  const double t = std::log(std::max(x, std::exp(center + kToneOrigin))) - center;
  return t <= kToneOrigin ? 1.0 : p1 + 2.0 * p2 * std::clamp(t, kToneLow, kToneHigh);
}

ToneCurve tone_gain(double gain) {
  return {0.0, std::log(gain), 1.0, 0.0};
}

ToneCurve fit_tone_curve(std::span<const double> values, std::span<const double> light,
                         std::span<const double> weights) {
  const double n = std::accumulate(weights.begin(), weights.end(), 0.0);
  ToneCurve curve;
  for (std::size_t i = 0; i < values.size(); ++i) curve.center += weights[i] / n * std::log(values[i]);
  Eigen::Matrix3d normal = Eigen::Vector3d(0.0, n * kRidgeSlope, n * kRidgeCurvature).asDiagonal();
  Eigen::Vector3d right(0.0, n * kRidgeSlope, 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double t = std::log(values[i]) - curve.center;
    const Eigen::Vector3d row(1.0, t, t * t);
    normal += weights[i] * row * row.transpose();
    right += weights[i] * row * std::log(light[i]);
  }
  const Eigen::Vector3d p = normal.ldlt().solve(right);
  curve.p0 = p(0);
  curve.p1 = std::max(p(1), 2.0 * kLeastSlope);
  curve.p2 =
      std::clamp(p(2), -(curve.p1 - kLeastSlope) / (2.0 * kToneHigh), (curve.p1 - kLeastSlope) / (-2.0 * kToneLow));
  return curve;
}

}  // namespace shadematch::inline v0
