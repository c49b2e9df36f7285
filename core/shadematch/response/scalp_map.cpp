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

double weight_of(double square) {
  return std::exp(-square / (2.0 * kWidth * kWidth)) + kFarWeight;
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
}

ScalpMap::Line ScalpMap::line(const Eigen::Vector3d& z, double& nearest_square) const {
  const LabTable& lab = scalp_reflectances().lab;
  Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
  Line right = Line::Zero();
  nearest_square = 1e300;
  for (Eigen::Index row = 0; row < z_.rows(); ++row) {
    const Eigen::Vector3d step = z_.row(row).transpose() - z;
    const double square = step.squaredNorm();
    nearest_square = std::min(nearest_square, square);
    const Eigen::Vector4d terms = terms_of(step);
    const double weight = weight_of(square);
    normal.selfadjointView<Eigen::Lower>().rankUpdate(terms, weight);
    right += weight * terms * lab.row(row).matrix();
  }
  normal.diagonal().tail<3>().array() += kSlopeRidge * normal(0, 0);
  return normal.selfadjointView<Eigen::Lower>().ldlt().solve(right);
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
    const double weight = weight_of(step.squaredNorm());
    const Eigen::Vector3d off = lab.row(row).matrix().transpose() - fit.transpose() * terms_of(step);
    sum += weight * off * off.transpose();
    weights += weight;
  }
  return sum / weights;
}

}  // namespace shadematch::inline v0
