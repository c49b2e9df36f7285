// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>

#include <shadematch/formulate/formulation_target.hpp>
#include <shadematch/skin/coverage.hpp>
#include <shadematch/spectrum/bent_reflectance.hpp>
#include <shadematch/spectrum/smoothest_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

void expect_covariance(const Eigen::Matrix3d& covariance) {
  if (covariance.allFinite() && covariance.diagonal().minCoeff() >= 0.0) return;
  throw std::invalid_argument(
      "formulate: expected a target covariance of finite numbers with variances >= 0, got "
      "another");
}

ColorimetricWeights weights_d50() {
  static const ColorimetricWeights weights = colorimetric_weights(illuminant("D50"), observer(2));
  return weights;
}

}  // namespace

FormulationTarget target_from_reflectance(const Reflectance& reflectance, const Eigen::Matrix3d& covariance) {
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double R = reflectance.R[band];
    if (R >= 0.0 && R <= 1.2) continue;
    throw std::invalid_argument("formulate: expected a target reflectance in 0..1.2, got " + std::to_string(R) +
                                " at " + std::to_string(static_cast<int>(band_nm(band))) + " nm");
  }
  expect_covariance(covariance);
  return {"spectrum", reflectance, covariance, false};
}

FormulationTarget target_from_lab(const MeasuredLab& lab) {
  expect_covariance(lab.covariance);
  return {"lab", smoothest_reflectance(lab.lab, weights_d50()), lab.covariance, true};
}

FormulationTarget target_hair_field(const Reflectance& skin, const Reflectance& hair, double coverage,
                                    double yule_nielsen_n, const MeasuredLab* measured) {
  const Reflectance pooled = pooled_reflectance(skin, hair, coverage, yule_nielsen_n);
  if (measured == nullptr) return {"hair_field", pooled, Eigen::Matrix3d::Zero(), true};
  expect_covariance(measured->covariance);
  return {"hair_field", bent_reflectance(pooled, measured->lab, weights_d50()), measured->covariance, true};
}

}  // namespace shadematch::inline v0
