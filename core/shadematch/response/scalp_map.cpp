// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <cmath>

#include <shadematch/response/response_prior.hpp>
#include <shadematch/response/scalp_map.hpp>
#include <shadematch/response/scalp_reflectances.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kWidth = 0.03;      // of the weights, in z
constexpr double kFarWeight = 1e-9;  // keeps the regression defined far from every surface
constexpr double kSlopeRidge = 1e-6;

constexpr double kFarSquare = 25.0 * 2.0 * kWidth * kWidth;  // beyond, the exponential is a hundredth of kFarWeight

double near_weight(double square) {
  return square > kFarSquare ? 0.0 : std::exp(-square / (2.0 * kWidth * kWidth));
}

Eigen::Vector4d terms_of(const Eigen::Vector3d& step) {
  return {1.0, step(0), step(1), step(2)};
}

}  // namespace

Eigen::Vector3d cube_roots(const Eigen::Vector3d& surface) {
  return {std::cbrt(surface(0)), std::cbrt(surface(1)), std::cbrt(surface(2))};
}

ScalpMap::ScalpMap(const Eigen::VectorXd& response) {
  constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
  const ReflectanceTable& surfaces = scalp_reflectances().reflectance;
  z_.resize(surfaces.rows(), 3);
  for (Eigen::Index k = 0; k < 3; ++k) {
    z_.col(k) = (surfaces.matrix() * response.segment(k * kBands, kBands)).array().unaryExpr([](double y) {
      return std::cbrt(y);
    });
  }
  Eigen::Matrix<double, Eigen::Dynamic, 4> terms(z_.rows(), 4);
  terms << Eigen::VectorXd::Ones(z_.rows()), z_;
  all_ = {terms.transpose() * terms, terms.transpose() * scalp_reflectances().lab.matrix()};
}

/// Sums over all surfaces, wherever z is: with T = (1, z_i - z), those of T T' and T Lab' follow from those of
/// (1, z_i), for T = S (1, z_i) with S = 1 but for its first column (1, -z).
ScalpMap::Sums ScalpMap::far_sums(const Eigen::Vector3d& z) const {
  Eigen::Matrix4d shift = Eigen::Matrix4d::Identity();
  shift.block<3, 1>(1, 0) = -z;
  return {kFarWeight * (shift * all_.normal * shift.transpose()), kFarWeight * (shift * all_.right)};
}

ScalpMap::Line ScalpMap::line(const Eigen::Vector3d& z, double& nearest_square) const {
  const LabTable& lab = scalp_reflectances().lab;
  Sums sums = far_sums(z);
  nearest_square = 1e300;
  for (Eigen::Index row = 0; row < z_.rows(); ++row) {
    const Eigen::Vector3d step = z_.row(row).transpose() - z;
    const double square = step.squaredNorm();
    nearest_square = std::min(nearest_square, square);
    if (square > kFarSquare) continue;
    const Eigen::Vector4d terms = terms_of(step), weighted = near_weight(square) * terms;
    sums.normal += weighted * terms.transpose();
    sums.right += weighted * lab.row(row).matrix();
  }
  sums.normal.diagonal().tail<3>().array() += kSlopeRidge * sums.normal(0, 0);
  return sums.normal.selfadjointView<Eigen::Lower>().ldlt().solve(sums.right);
}

ScalpMap::Answer ScalpMap::at(const Eigen::Vector3d& z) const {
  double square = 0.0;
  const Line fit = line(z, square);
  return {{fit(0, 0), fit(0, 1), fit(0, 2)}, std::sqrt(square), fit.bottomRows<3>().transpose()};
}

Eigen::Matrix3d ScalpMap::scatter(const Eigen::Vector3d& z) const {
  double square = 0.0;
  const Line fit = line(z, square);
  const LabTable& lab = scalp_reflectances().lab;
  Eigen::Matrix3d sum = Eigen::Matrix3d::Zero();
  double weights = 0.0;
  for (Eigen::Index row = 0; row < z_.rows(); ++row) {
    const Eigen::Vector3d step = z_.row(row).transpose() - z;
    const double weight = near_weight(step.squaredNorm()) + kFarWeight;
    const Eigen::Vector3d off = lab.row(row).matrix().transpose() - fit.transpose() * terms_of(step);
    sum += weight * off * off.transpose();
    weights += weight;
  }
  return sum / weights;
}

}  // namespace shadematch::inline v0
