// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/skin/coverage.hpp>
#include <shadematch/skin/healing.hpp>
#include <shadematch/skin/skin_fit.hpp>
#include <shadematch/solve/least_squares.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kStep = 1e-3;  // in the logarithms

void expect_in(const char* name, double value, double low, double high) {
  if (value > low && value <= high) return;
  throw std::invalid_argument(std::string("Healing: expected ") + name + " above " + std::to_string(low) +
                              " and at most " + std::to_string(high) + ", got " + std::to_string(value));
}

}  // namespace

std::string Healing::status() const {
  if (photographs == 0) return "model";
  return "fitted to " + std::to_string(photographs) + " client photograph" + (photographs == 1 ? "" : "s");
}

void Healing::check() const {
  expect_in("retention", retention, 0.0, 1.0);
  expect_in("depth_mm", depth_mm, 0.0, 5.0);
  expect_in("uptake", uptake, 0.0, 1.0);
  if (!(yule_nielsen_n >= 1.0 && yule_nielsen_n <= 10.0)) {
    throw std::invalid_argument(std::string("Healing: expected yule_nielsen_n in 1..10, got ") +
                                std::to_string(yule_nielsen_n));
  }
  if (photographs < 0) {
    throw std::invalid_argument(std::string("Healing: expected photographs >= 0, got ") + std::to_string(photographs));
  }
  const bool symmetric = covariance.allFinite() && (covariance - covariance.transpose()).cwiseAbs().maxCoeff() <=
                                                       1e-9 * covariance.cwiseAbs().maxCoeff();
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix4d> solver(covariance, Eigen::EigenvaluesOnly);
  if (!symmetric || solver.eigenvalues().minCoeff() < -1e-9 * covariance.trace()) {
    throw std::invalid_argument(
        "Healing: expected a symmetric, positive semi-definite covariance (4, 4) of the logarithms, got another");
  }
}

Healing Healing::fresh() const {
  Healing out = *this;
  out.retention = 1.0;
  out.covariance.row(0).setZero();
  out.covariance.col(0).setZero();
  return out;
}

Eigen::Vector4d Healing::logarithms() const {
  check();
  return Eigen::Vector4d(retention, depth_mm, uptake, yule_nielsen_n).array().log();
}

Healing Healing::with_logarithms(const Eigen::Vector4d& logarithms) const {
  Healing out = *this;
  out.retention = std::min(std::exp(logarithms(0)), 1.0);
  out.depth_mm = std::min(std::exp(logarithms(1)), 5.0);
  out.uptake = std::min(std::exp(logarithms(2)), 1.0);
  out.yule_nielsen_n = std::clamp(std::exp(logarithms(3)), 1.0, 10.0);
  return out;
}

PigmentZone deposited_zone(const Treatment& treatment, const Healing& healing) {
  PigmentZone zone;
  zone.depth_mm = healing.depth_mm;
  zone.thickness_mm = treatment.thickness_mm;
  const double share = healing.uptake * healing.retention;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    zone.mua[band] = share * treatment.mua[band];
    zone.musr[band] = share * treatment.musr[band];
  }
  return zone;
}

Reflectance treated_reflectance(const ClientSkin& client, const Treatment& treatment, const Healing& healing) {
  const Reflectance ground = treatment.between_dots ? *treatment.between_dots : client.reflectance();
  return pooled_reflectance(ground, client.reflectance(deposited_zone(treatment, healing)), treatment.coverage,
                            healing.yule_nielsen_n);
}

MeasuredLab treated_lab(const ClientSkin& client, const Treatment& treatment, const Healing& healing) {
  const Residuals lab = [&](const Eigen::VectorXd& logarithms) -> Eigen::VectorXd {
    const Reflectance seen = treated_reflectance(client, treatment, healing.with_logarithms(logarithms));
    return to_vector(lab_from_reflectance(seen, weights_d50()));
  };
  const Eigen::VectorXd at = healing.logarithms();
  const Eigen::VectorXd color = lab(at);
  const Eigen::MatrixXd J = forward_jacobian(lab, at, color, kStep);
  return {{color(0), color(1), color(2)}, J * healing.covariance * J.transpose()};
}

}  // namespace shadematch::inline v0
