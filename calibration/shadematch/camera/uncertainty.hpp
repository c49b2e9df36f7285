// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/camera/calibration_state.hpp>

namespace shadematch::inline v0 {

/// Covariances in Lab of one color at one place; independent, their sum is the uncertainty.
struct UncertaintyParts {
  Eigen::Matrix3d parameters;  ///< jackknife over the patches
  Eigen::Matrix3d misfit;  ///< what the model cannot follow: held-out errors near this color beyond what is explained
  Eigen::Matrix3d metamerism;  ///< skin and hair are no paint: equal responses, other colors
  Eigen::Matrix3d chart;       ///< scatter of individual charts around the edition's values
  Eigen::Matrix3d light;       ///< light that differs between chart and place

  /// What another visit with the same camera, chart and rung draws anew.
  [[nodiscard]] Eigen::Matrix3d visit() const { return parameters + light; }
  [[nodiscard]] Eigen::Matrix3d total() const { return parameters + misfit + metamerism + chart + light; }
};

/// Brightest to darkest place of the chart: more is uneven light (start value, to be validated).
inline constexpr double kUnevenLightRatio = 1.25;

[[nodiscard]] UncertaintyParts uncertainty(const Calibration::State& state, const Eigen::Vector3d& rgb,
                                           const Eigen::Vector2d& pixel);

/// The same for the answer of the spectral rung, which `state` must have. Its parameters include the chart's scatter.
[[nodiscard]] UncertaintyParts spectral_uncertainty(const Calibration::State& state, const Eigen::Vector3d& rgb,
                                                    const Eigen::Vector2d& pixel);

/// Covariance of Lab around `lab` that is a sphere of mean square `square` in CIEDE2000's S_L, S_C, S_H.
[[nodiscard]] Eigen::Matrix3d ciede2000_sphere(const Lab& lab, double square);
/// Mean square of CIEDE2000 (without its rotation term) of a Lab covariance around `lab`.
[[nodiscard]] double ciede2000_square(const Lab& lab, const Eigen::Matrix3d& covariance);

/// Covariance of the refits' answers, (G - 1)/G * sum of squares around their mean. Source: Tukey's jackknife
/// [efron1981].
[[nodiscard]] Eigen::Matrix3d jackknife_covariance(const std::vector<CameraMap>& refits, const Eigen::Vector3d& rgb,
                                                   const Eigen::Vector2d& place);

}  // namespace shadematch::inline v0
