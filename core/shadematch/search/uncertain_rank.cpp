// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <stdexcept>

#include <shadematch/match/uncertainty.hpp>
#include <shadematch/search/uncertain_rank.hpp>
#include <shadematch/solve/normal_quantile.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr Eigen::Index kPoints = kTargetPoints;
using Errors = Eigen::Matrix<double, kPoints, 3>;

/// Additive recurrence with the powers of 1/g, g the root of x^4 = x + 1 (Roberts 2018 [roberts2018]), each point with
/// its opposite, whitened: mean 0 and covariance 1 are exact.
Errors make_errors() {
  double g = 1.0;
  for (int i = 0; i < 64; ++i) g = std::pow(1.0 + g, 0.25);
  Errors errors;
  for (Eigen::Index point = 0; point < kPoints / 2; ++point) {
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double u = std::fmod(0.5 + std::pow(g, -static_cast<double>(i + 1)) * static_cast<double>(point + 1), 1.0);
      errors(point, i) = normal_quantile(u);
      errors(point + kPoints / 2, i) = -errors(point, i);
    }
  }
  const Eigen::Matrix3d covariance = errors.transpose() * errors / static_cast<double>(kPoints);
  const Eigen::LLT<Eigen::Matrix3d> root(covariance);
  return root.matrixL().solve(errors.transpose()).transpose();
}

void expect_covariance(const Eigen::Matrix3d& covariance) {
  const double scale = covariance.cwiseAbs().maxCoeff();
  bool good = covariance.allFinite() && (covariance - covariance.transpose()).cwiseAbs().maxCoeff() <= 1e-9 * scale;
  if (good) {
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(covariance, Eigen::EigenvaluesOnly);
    good = solver.eigenvalues().minCoeff() >= -1e-9 * scale;
  }
  if (good) return;
  throw std::invalid_argument(
      "target_points: expected a finite, symmetric, positive semi-definite covariance, got another one; covariances of "
      "`measure` and `Calibration.measure` are such");
}

}  // namespace

std::array<Lab, kTargetPoints> target_points(const MeasuredLab& target) {
  static const Errors errors = make_errors();
  expect_covariance(target.covariance);
  const Errors steps = errors * covariance_root(target.covariance).transpose();
  std::array<Lab, kTargetPoints> points;
  for (std::size_t i = 0; i < kTargetPoints; ++i) {
    const auto step = steps.row(static_cast<Eigen::Index>(i));
    points[i] = {target.lab.L + step[0], target.lab.a + step[1], target.lab.b + step[2]};
  }
  return points;
}

}  // namespace shadematch::inline v0
