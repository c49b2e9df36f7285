// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <shadematch/match/uncertainty.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kSamples = 1024;
constexpr int kDimensions = 9;  // target, leader, challenger: three each
constexpr double kTail = 0.025;
constexpr int kBisections = 10;  // `low` to a thousandth of the measured difference

using ErrorTable = std::array<std::array<double, kDimensions>, kSamples>;

/// x with Phi(x) = p, by bisection on erfc; called once for a table, so plain beats fast.
double normal_quantile(double p) {
  double low = -9, high = 9;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (0.5 * std::erfc(-middle / std::numbers::sqrt2) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// Additive recurrence with the powers of 1/g, g the root above 1 of x^(d+1) = x + 1. Source: Roberts 2018
/// [roberts2018].
ErrorTable make_errors() {
  double g = 2.0;
  for (int i = 0; i < 64; ++i) g = std::pow(1.0 + g, 1.0 / (kDimensions + 1));
  ErrorTable errors{};
  for (std::size_t k = 0; k < kSamples; ++k) {
    for (int d = 0; d < kDimensions; ++d) {
      const double step = std::pow(g, -(d + 1));
      const double u = std::fmod(0.5 + step * static_cast<double>(k + 1), 1.0);
      errors[k][static_cast<std::size_t>(d)] = normal_quantile(std::clamp(u, 1e-9, 1.0 - 1e-9));
    }
  }
  return errors;
}

const ErrorTable& standard_errors() {
  static const ErrorTable errors = make_errors();
  return errors;
}

Lab moved(const Lab& lab, const Eigen::Vector3d& step) {
  return {lab.L + step.x(), lab.a + step.y(), lab.b + step.z()};
}

Eigen::Vector3d error_at(std::size_t k, std::size_t first_dimension, const Eigen::Matrix3d& root) {
  return root * Eigen::Vector3d::Map(standard_errors()[k].data() + first_dimension);
}

/// The value below which a share `p` of `values` lies, linear between neighbours. Reorders the values.
double quantile(std::vector<double>& values, double p) {
  const double rank = p * static_cast<double>(values.size()) - 0.5;
  const auto below = static_cast<std::ptrdiff_t>(std::floor(rank));
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double next = *std::min_element(values.begin() + below + 1, values.end());
  return std::lerp(values[static_cast<std::size_t>(below)], next, rank - std::floor(rank));
}

/// The difference that is measured when the true colors are `target` and `sample` stays below this with probability p.
double upper_point(const DifferenceFunction& formula, const Lab& target, const Lab& sample, const Eigen::Matrix3d& root,
                   double p) {
  std::vector<double> measured(kSamples);
  for (std::size_t k = 0; k < kSamples; ++k) measured[k] = formula(target, moved(sample, error_at(k, 0, root)));
  return quantile(measured, p);
}

}  // namespace

Eigen::Matrix3d covariance_root(const Eigen::Matrix3d& covariance) {
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(covariance);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

DifferenceInterval difference_interval(const DifferenceFunction& formula, const Lab& target, const Lab& mix,
                                       const Eigen::Matrix3d& root) {
  const double measured = formula(target, mix);
  if (root.isZero(0.0)) return {measured, measured};
  const double high = std::max(measured, upper_point(formula, target, mix, root, 1.0 - kTail));
  const double smallest_high = upper_point(formula, target, target, root, 1.0 - kTail);
  const Eigen::Vector3d direction(mix.L - target.L, mix.a - target.a, mix.b - target.b);
  const auto is_rejected = [&](const Lab& truth) {
    const double tail = formula(target, truth) < smallest_high ? 2.0 * kTail : kTail;
    return upper_point(formula, target, truth, root, 1.0 - tail) < measured;
  };
  if (!is_rejected(target)) return {0.0, high};
  double below = 0.0, above = 1.0;
  for (int i = 0; i < kBisections; ++i) {
    const double share = 0.5 * (below + above);
    (is_rejected(moved(target, share * direction)) ? below : above) = share;
  }
  return {std::min(measured, formula(target, moved(target, below * direction))), high};
}

std::vector<double> difference_samples(const DifferenceFunction& formula, const Lab& target,
                                       const Eigen::Matrix3d& target_root, const Lab& mix,
                                       const Eigen::Matrix3d& mix_root, ErrorStream stream) {
  const std::size_t own = stream == ErrorStream::leader ? 3 : 6;
  std::vector<double> samples(kSamples);
  for (std::size_t k = 0; k < kSamples; ++k) {
    samples[k] = formula(moved(target, error_at(k, 0, target_root)), moved(mix, error_at(k, own, mix_root)));
  }
  return samples;
}

bool is_worse(const std::vector<double>& challenger, const std::vector<double>& leader) {
  std::vector<double> excess(kSamples);
  std::transform(challenger.begin(), challenger.end(), leader.begin(), excess.begin(), std::minus<>());
  return quantile(excess, kTail) > 0.0;
}

}  // namespace shadematch::inline v0
