// SPDX-License-Identifier: Apache-2.0
// Private. The loss of a color fit and its derivatives, for all patches side by side.
#pragma once

#include <Eigen/Core>

#include <shadematch/camera/training_set.hpp>

namespace shadematch::inline v0 {

/// Colors beside the references of their patches. The residual of a patch is close to CIEDE2000 in its linear part:
/// r = (dL / S_L, da / S_C, db / S_C); the loss is Geman & McClure's |r|^2 / (1 + |r|^2 / 36) [geman1987], weighted.
class RobustLab {
 public:
  /// X, Y, Z as shares of the white, a column for each patch.
  using Shares = Eigen::Array<double, 3, Eigen::Dynamic, Eigen::RowMajor>;
  /// Symmetric 3 x 3, a column for each patch: elements 00, 10, 11, 20, 21, 22.
  using Symmetric = Eigen::Array<double, 6, Eigen::Dynamic, Eigen::RowMajor>;
  enum class Curvature { kGaussNewton, kExact };

  explicit RobustLab(const TrainingSet& patches);

  /// Sum over the patches. What follows is about the shares that were seen last.
  double loss(const Shares& shares);
  /// Of half the loss, d / d shares of each patch.
  /// @param curvature  kGaussNewton: of the reweighted squares, never negative; kExact: the second derivatives.
  void derivatives(Curvature curvature, Shares& gradient, Symmetric& second);
  /// Length of a patch's residual if the patch had not been fitted: |(1 - w S C S')^-1 r|.
  /// @param covariance  C: of its shares, inverse curvature of the fit.
  [[nodiscard]] double left_out(Eigen::Index patch, const Eigen::Matrix3d& covariance) const;

 private:
  using Row = Eigen::Array<double, 1, Eigen::Dynamic, Eigen::RowMajor>;

  void take_roots(const Shares& shares);

  Row weight_;
  Shares want_;                ///< f differences of the reference: (L + 16) / 116, a / 500, b / 200
  Shares positive_;            ///< shares, but not below the straight part of the root
  Shares inverse_;             ///< inverse cube roots of these
  Shares root_;                ///< f of CIE L*a*b*
  Shares slope_;               ///< d root / d share
  Shares bend_;                ///< d ln slope / d share
  Shares residual_;            ///< r
  Row square_, fade_, pulls_;  ///< |r|^2; 1 / (1 + |r|^2 / 36); weight fade^2
  Row to_L_, to_a_, to_b_;     ///< d r / d root
  Shares toward_;              ///< S' r
};

}  // namespace shadematch::inline v0
