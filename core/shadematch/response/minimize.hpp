// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <functional>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

using Objective = std::function<double(const Eigen::VectorXd&)>;

struct Minimum {
  Eigen::VectorXd x;
  double value = 0;
};

/// Minimum near `start` by BFGS with central differences of step 1e-4 and backtracking: at most 80 steps, or until no
/// component of the gradient exceeds 1e-3. For smooth objectives whose variables are all of size 1. Deterministic.
/// Source: Nocedal & Wright 2006, algorithm 6.1 [nocedal2006].
[[nodiscard]] SHADEMATCH_API Minimum minimize(const Objective& objective, const Eigen::VectorXd& start);

/// Second derivatives by central differences of step 1e-3; symmetric.
[[nodiscard]] SHADEMATCH_API Eigen::MatrixXd hessian(const Objective& objective, const Eigen::VectorXd& at);

}  // namespace shadematch::inline v0
