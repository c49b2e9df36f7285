// SPDX-License-Identifier: Apache-2.0
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

void expect_positive(const Healing& healing) {
  const Eigen::Vector4d values(healing.retention, healing.depth_mm, healing.uptake, healing.yule_nielsen_n);
  if ((values.array() > 0.0).all() && values.allFinite()) return;
  throw std::invalid_argument("Healing: expected retention, depth_mm, uptake and yule_nielsen_n > 0, got " +
                              std::to_string(values(0)) + ", " + std::to_string(values(1)) + ", " +
                              std::to_string(values(2)) + " and " + std::to_string(values(3)));
}

}  // namespace

std::string Healing::status() const {
  if (photographs == 0) return "model";
  return "fitted to " + std::to_string(photographs) + " client photograph" + (photographs == 1 ? "" : "s");
}

Healing Healing::fresh() const {
  Healing out = *this;
  out.retention = 1.0;
  out.covariance.row(0).setZero();
  out.covariance.col(0).setZero();
  return out;
}

Eigen::Vector4d Healing::logarithms() const {
  expect_positive(*this);
  return Eigen::Vector4d(retention, depth_mm, uptake, yule_nielsen_n).array().log();
}

Healing Healing::with_logarithms(const Eigen::Vector4d& logarithms) const {
  Healing out = *this;
  out.retention = std::exp(logarithms(0));
  out.depth_mm = std::exp(logarithms(1));
  out.uptake = std::exp(logarithms(2));
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
  return pooled_reflectance(client.reflectance(), client.reflectance(deposited_zone(treatment, healing)),
                            treatment.coverage, healing.yule_nielsen_n);
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
