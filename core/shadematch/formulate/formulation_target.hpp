// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// What a recipe should look like, as a reflectance, so that it has a color under every light.
struct FormulationTarget {
  std::string kind;                                      ///< "spectrum", "lab", "hair_field", "single_dot" or "scar"
  Reflectance reflectance;                               ///< pooled, where it is a field
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();  ///< of its Lab; taken alike under all lights
  bool spectrum_assumed = false;  ///< only a color was measured: colors under other lights are a guess
};

/// A measured reflectance. @throws std::invalid_argument for a band outside 0..1.2, NaN included.
[[nodiscard]] SHADEMATCH_API FormulationTarget
target_from_reflectance(const Reflectance& reflectance, const Eigen::Matrix3d& covariance = Eigen::Matrix3d::Zero());

/// A color alone, by the smoothest reflectance of it. @param lab  D50, 2 degrees.
/// @throws std::invalid_argument for a color that no surface has, NaN included.
[[nodiscard]] SHADEMATCH_API FormulationTarget target_from_lab(const MeasuredLab& lab);

/// Shaved hair on skin, pooled by the eye as the dots will be: pooled_reflectance(skin, hair, coverage, n).
/// @param measured  color of the field if it was measured; the pooled spectrum is bent to it (bent_reflectance).
/// @throws std::invalid_argument as pooled_reflectance and bent_reflectance.
[[nodiscard]] SHADEMATCH_API FormulationTarget target_hair_field(const Reflectance& skin, const Reflectance& hair,
                                                                 double coverage, double yule_nielsen_n,
                                                                 const MeasuredLab* measured = nullptr);

}  // namespace shadematch::inline v0
