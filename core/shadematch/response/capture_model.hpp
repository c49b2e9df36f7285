// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>
#include <shadematch/response/capture_tone.hpp>
#include <shadematch/response/response_prior.hpp>

namespace shadematch::inline v0 {

/// Terms of ln light at a place of the photograph: x and y from the chart's middle in half diagonals of the picture,
/// and the square of the distance from the picture's middle (its corner: 1) beyond that of the chart's middle.
using LightTerms = Eigen::Vector3d;

/// Beyond this a ln of the light is held: light that falls by e^14 is no picture, and a position far outside of it
/// stays finite.
inline constexpr double kMostLnLight = 14.0;

/// What something else than the chart tells of a CaptureModel's light: a normal distribution.
struct LightObservation {
  Eigen::Vector3d light{0, 0, 0};                         ///< coefficients of LightTerms
  Eigen::Matrix3d information = Eigen::Matrix3d::Zero();  ///< inverse covariance; 0: nothing
};

/// From stored values to what the channels would say of the surface under even light:
///     y_k = (g(v_k) exp(-light . terms) - offset) gain_k  =  q_k . reflectance
struct CaptureModel {
  CaptureTone tone;
  double offset = 0;  ///< flare, in light at the chart's middle
  Eigen::Vector3d ln_gains{0, 0, 0};
  Eigen::Vector3d light{0, 0, 0};  ///< coefficients of LightTerms
  Eigen::VectorXd response;        ///< q, kResponseSize

  /// @param value  linear light as stored, > 0.
  [[nodiscard]] SHADEMATCH_API Eigen::Vector3d surface(const Eigen::Vector3d& value, const LightTerms& terms) const;
};

}  // namespace shadematch::inline v0
