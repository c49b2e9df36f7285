// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include <shadematch/difference/delta_e.hpp>
#include <shadematch/match/uncertainty.hpp>
#include <shadematch/solve/normal_quantile.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kSamples = 1024;
constexpr int kDimensions = 9;  // target, leader, challenger: three each
constexpr double kTail = 0.025;
constexpr int kBisections = 10;  // `low` to a thousandth of the measured difference

/// One point of the error set a row: independent standard normal errors.
using ErrorTable = Eigen::Array<double, kSamples, kDimensions, Eigen::RowMajor>;

/// Additive recurrence with the powers of 1/g, g the root above 1 of x^(d+1) = x + 1. Source: Roberts 2018
/// [roberts2018].
ErrorTable make_errors() {
  double g = 2.0;
  for (int i = 0; i < 64; ++i) g = std::pow(1.0 + g, 1.0 / (kDimensions + 1));
  ErrorTable errors;
  for (Eigen::Index k = 0; k < kSamples; ++k) {
    for (int d = 0; d < kDimensions; ++d) {
      const double u = std::fmod(0.5 + std::pow(g, -(d + 1)) * static_cast<double>(k + 1), 1.0);
      errors(k, d) = normal_quantile(std::clamp(u, 1e-9, 1.0 - 1e-9));
    }
  }
  return errors;
}

Lab moved(const Lab& lab, const Eigen::Vector3d& step) {
  return {lab.L + step.x(), lab.a + step.y(), lab.b + step.z()};
}

/// `lab` with every error of one color; `first` is the first of its three dimensions.
LabTable with_errors(const Lab& lab, const Eigen::Matrix3d& root, Eigen::Index first) {
  static const ErrorTable errors = make_errors();
  const Eigen::RowVector3d center(lab.L, lab.a, lab.b);
  return ((errors.matrix().middleCols<3>(first) * root.transpose()).rowwise() + center).array();
}

/// The value below which a share `p` of `values` lies, linear between neighbours.
double quantile(Eigen::ArrayXd values, double p) {
  const double rank = p * static_cast<double>(values.size()) - 0.5;
  const auto below = static_cast<Eigen::Index>(std::floor(rank));
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double next = values.tail(values.size() - below - 1).minCoeff();
  return std::lerp(values[below], next, rank - std::floor(rank));
}

/// The difference that is measured when the true colors are `target` and `sample` stays below this with probability p.
double upper_point(std::string_view formula, const Lab& target, const Lab& sample, const Eigen::Matrix3d& root,
                   double p) {
  return quantile(delta_e(formula, target, with_errors(sample, root, 0)), p);
}

}  // namespace

Eigen::Matrix3d covariance_root(const Eigen::Matrix3d& covariance) {
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(covariance);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

DifferenceInterval difference_interval(std::string_view formula, const Lab& target, const Lab& mix,
                                       const Eigen::Matrix3d& root) {
  const double measured = delta_e(formula, target, mix);
  if (root.isZero(0.0)) return {measured, measured};
  const double high = std::max(measured, upper_point(formula, target, mix, root, 1.0 - kTail));
  const double smallest_high = upper_point(formula, target, target, root, 1.0 - kTail);
  const Eigen::Vector3d direction(mix.L - target.L, mix.a - target.a, mix.b - target.b);
  const auto is_rejected = [&](const Lab& truth) {
    const double tail = delta_e(formula, target, truth) < smallest_high ? 2.0 * kTail : kTail;
    return upper_point(formula, target, truth, root, 1.0 - tail) < measured;
  };
  if (!is_rejected(target)) return {0.0, high};
  double below = 0.0, above = 1.0;
  for (int i = 0; i < kBisections; ++i) {
    const double share = 0.5 * (below + above);
    (is_rejected(moved(target, share * direction)) ? below : above) = share;
  }
  return {std::min(measured, delta_e(formula, target, moved(target, below * direction))), high};
}

Eigen::ArrayXd difference_samples(std::string_view formula, const Lab& target, const Eigen::Matrix3d& target_root,
                                  const Lab& mix, const Eigen::Matrix3d& mix_root, ErrorStream stream) {
  const Eigen::Index own = stream == ErrorStream::leader ? 3 : 6;
  return delta_e(formula, with_errors(target, target_root, 0), with_errors(mix, mix_root, own));
}

bool is_worse(const Eigen::ArrayXd& challenger, const Eigen::ArrayXd& leader) {
  return quantile(challenger - leader, kTail) > 0.0;
}

}  // namespace shadematch::inline v0
