// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// From what the channels say of a surface to Lab, for skin and hair: a linear regression that is local to the answer,
/// over the responses of scalp_reflectances(). Coordinates are z = cbrt(y).
/// Source: locally weighted regression [cleveland1988].
class SHADEMATCH_API ScalpMap {
 public:
  /// @param response  q, kResponseSize.
  explicit ScalpMap(const Eigen::VectorXd& response);

  struct Answer {
    Lab lab;
    double distance = 0;     ///< to the nearest model surface, in z
    Eigen::Matrix3d slopes;  ///< of the local regression: d Lab / dz
  };

  [[nodiscard]] Answer at(const Eigen::Vector3d& z) const;
  /// Covariance of Lab around the regression at z: surfaces that the channels cannot tell apart.
  [[nodiscard]] Eigen::Matrix3d scatter(const Eigen::Vector3d& z) const;
  /// z of the model surfaces, one row each.
  [[nodiscard]] const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor>& surfaces() const { return z_; }

 private:
  using Line = Eigen::Matrix<double, 4, 3>;  ///< Lab at z, then its slopes
  /// Of the normal equations.
  struct Sums {
    Eigen::Matrix4d normal;
    Line right;
  };
  Line line(const Eigen::Vector3d& z, double& nearest_square) const;
  [[nodiscard]] Sums far_sums(const Eigen::Vector3d& z) const;

  Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> z_;
  Sums all_;  ///< over (1, z) of every surface, weight 1
};

/// cbrt of each channel.
[[nodiscard]] SHADEMATCH_API Eigen::Vector3d cube_roots(const Eigen::Vector3d& surface);

}  // namespace shadematch::inline v0
