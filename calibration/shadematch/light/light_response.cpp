// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include <shadematch/light/light_response.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastSlope = 0.3;
// Standard deviations in ln light, start values: what a neutral scatters around a smooth curve, and what a camera does.
constexpr double kScatter = 0.02;
constexpr double kSlopeSd = 0.25;
constexpr double kShoulderSd = 0.5;
constexpr double kBrightest = 1.2;  // value above which the curve goes on as a power law
constexpr double kFlareSd = 0.01;
constexpr double kFlareStep = 0.0005;
constexpr int kFlareSteps = 60;
constexpr int kNewtonSteps = 50;

struct Fit {
  Eigen::Matrix<double, 5, 1> parameters;  // three offsets, slope, shoulder
  double cost = std::numeric_limits<double>::infinity();
};

/// For one flare: linear least squares.
Fit fit_with_flare(std::span<const NeutralSample> neutrals, double flare) {
  Eigen::Matrix<double, 5, 5> normal = Eigen::Matrix<double, 5, 5>::Zero();
  Eigen::Matrix<double, 5, 1> right = Eigen::Matrix<double, 5, 1>::Zero();
  double squares = 0.0;
  for (const NeutralSample& neutral : neutrals) {
    for (Eigen::Index c = 0; c < 3; ++c) {
      const double t = neutral.ln_value(c);
      Eigen::Matrix<double, 5, 1> row = Eigen::Matrix<double, 5, 1>::Zero();
      row(c) = 1.0 / kScatter;
      row(3) = t / kScatter;
      row(4) = std::exp(t) / kScatter;
      // The slope of 1 is taken out, so that the prior of what is fitted is 0.
      const double y = (std::log(neutral.light(c) + flare) - t) / kScatter;
      normal += row * row.transpose();
      right += row * y;
      squares += y * y;
    }
  }
  normal(3, 3) += 1.0 / (kSlopeSd * kSlopeSd);
  normal(4, 4) += 1.0 / (kShoulderSd * kShoulderSd);
  Fit fit;
  fit.parameters = normal.ldlt().solve(right);
  fit.cost = squares - right.dot(fit.parameters) + flare * flare / (kFlareSd * kFlareSd);
  return fit;
}

}  // namespace

double LightResponse::ln_light(std::size_t channel, double ln_value) const {
  const Channel& c = channels[channel];
  const double value = std::exp(ln_value);
  if (value <= kBrightest) return c.offset + c.slope * ln_value + c.shoulder * value;
  const double above = ln_value - std::log(kBrightest);
  return c.offset + c.slope * ln_value + c.shoulder * kBrightest * (1.0 + above);
}

double LightResponse::ln_value(std::size_t channel, double ln_light) const {
  const Channel& c = channels[channel];
  const double y = ln_light - c.offset;
  const double end = std::log(kBrightest);
  const double last = c.slope * end + c.shoulder * kBrightest;
  if (y >= last) return end + (y - last) / (c.slope + c.shoulder * kBrightest);
  // Newton's method on slope t + shoulder exp(t) = y, from a side on which it cannot overshoot the bend twice.
  double t = std::min(end, c.shoulder > 0.0 ? y / c.slope : end);
  for (int step = 0; step < kNewtonSteps; ++step) {
    const double bend = c.shoulder * std::exp(t);
    const double off = c.slope * t + bend - y;
    t -= off / (c.slope + bend);
    if (std::abs(off) < 1e-13) break;
  }
  return t;
}

LightResponse fit_light_response(std::span<const NeutralSample> neutrals) {
  Fit best;
  LightResponse response;
  for (int step = 0; step <= kFlareSteps; ++step) {
    const Fit fit = fit_with_flare(neutrals, step * kFlareStep);
    if (!(fit.cost < best.cost)) continue;
    best = fit;
    response.flare = step * kFlareStep;
  }
  const double slope = std::clamp(1.0 + best.parameters(3), 2.0 * kLeastSlope, 4.0);
  const double shoulder = std::max(best.parameters(4), (kLeastSlope - slope) / kBrightest);
  for (std::size_t c = 0; c < 3; ++c) {
    response.channels[c] = {best.parameters(static_cast<Eigen::Index>(c)), slope, shoulder};
  }
  return response;
}

}  // namespace shadematch::inline v0
