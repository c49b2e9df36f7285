// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <functional>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Value at x; where `gradient` is not null, also that.
using Objective = std::function<double(const Eigen::VectorXd& x, Eigen::VectorXd* gradient)>;

struct Minimum {
  Eigen::VectorXd x;
  double value = 0;
};

/// Minimum near `start` by BFGS with backtracking: at most 80 steps, or until no component of the gradient exceeds
/// 1e-3. For smooth objectives whose variables are all of size 1. Deterministic.
/// Source: Nocedal & Wright 2006, algorithm 6.1 [nocedal2006].
[[nodiscard]] SHADEMATCH_API Minimum minimize(const Objective& objective, const Eigen::VectorXd& start);

/// Second derivatives by central differences of the gradient, step 1e-3; symmetric.
[[nodiscard]] SHADEMATCH_API Eigen::MatrixXd hessian(const Objective& objective, const Eigen::VectorXd& at);

}  // namespace shadematch::inline v0
