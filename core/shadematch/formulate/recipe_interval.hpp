// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Interval of a color difference, CIEDE2000.
struct RecipeInterval {
  double low = 0, high = 0;
};

/// 95 % interval of the true difference of a recipe to its target, as difference_interval (match/uncertainty.hpp) with
/// the local metric of CIEDE2000 at the target in place of the formula: a hundredth of its time, and within a tenth of
/// its width where the difference is small.
/// @param difference  recipe minus target, Lab. @param covariance  of that difference.
/// @param metric      root M of the local metric: |M d|^2 = dE00^2.
[[nodiscard]] SHADEMATCH_API RecipeInterval recipe_interval(const Eigen::Vector3d& difference,
                                                            const Eigen::Matrix3d& covariance,
                                                            const Eigen::Matrix3d& metric);

}  // namespace shadematch::inline v0
