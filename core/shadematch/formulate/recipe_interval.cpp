// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>

#include <shadematch/formulate/recipe_interval.hpp>
#include <shadematch/match/uncertainty.hpp>
#include <shadematch/solve/normal_quantile.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kSamples = 256;
constexpr double kTail = 0.025;
constexpr int kBisections = 10;

using Errors = Eigen::Matrix<double, 3, kSamples>;

/// Additive recurrence with the powers of 1/g, g^4 = g + 1. Source: Roberts 2018 [roberts2018].
Errors made_errors() {
  constexpr double g = 1.2207440846057596;
  Errors out;
  for (Eigen::Index k = 0; k < kSamples; ++k) {
    for (int d = 0; d < 3; ++d) {
      out(d, k) = normal_quantile(std::fmod(0.5 + std::pow(g, -(d + 1)) * static_cast<double>(k + 1), 1.0));
    }
  }
  return out;
}

/// Length that a vector around `center` stays below with probability p.
double upper_length(const Eigen::Vector3d& center, const Errors& spread, double p) {
  std::array<double, kSamples> squares{};
  for (Eigen::Index k = 0; k < kSamples; ++k) {
    squares[static_cast<std::size_t>(k)] = (center + spread.col(k)).squaredNorm();
  }
  const auto rank = static_cast<std::ptrdiff_t>(p * static_cast<double>(kSamples));
  std::nth_element(squares.begin(), squares.begin() + rank, squares.end());
  return std::sqrt(squares[static_cast<std::size_t>(rank)]);
}

}  // namespace

RecipeInterval recipe_interval(const Eigen::Vector3d& difference, const Eigen::Matrix3d& covariance,
                               const Eigen::Matrix3d& metric) {
  static const Errors errors = made_errors();
  const Eigen::Vector3d center = metric * difference;
  const Errors spread = metric * covariance_root(covariance) * errors;
  const double seen = center.norm();
  const double high = std::max(seen, upper_length(center, spread, 1.0 - kTail));
  const double smallest_high = upper_length(Eigen::Vector3d::Zero(), spread, 1.0 - kTail);
  const auto is_rejected = [&](double share) {
    const double tail = share * seen < smallest_high ? 2.0 * kTail : kTail;
    return upper_length(share * center, spread, 1.0 - tail) < seen;
  };
  if (!is_rejected(0.0)) return {0.0, high};
  double below = 0.0;
  double above = 1.0;
  for (int i = 0; i < kBisections; ++i) {
    const double share = 0.5 * (below + above);
    (is_rejected(share) ? below : above) = share;
  }
  return {below * seen, high};
}

}  // namespace shadematch::inline v0
