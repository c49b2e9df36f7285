// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <functional>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Residuals of a fit at x; half of their sum of squares is minimized.
using Residuals = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;

struct LeastSquaresOptions {
  int most_steps = 40;
  double difference = 1e-5;  ///< step of the forward differences; the variables should be of size 1
  double smallest = 1e-7;    ///< ends when the accepted step, or the relative gain, is less
};

struct LeastSquaresFit {
  Eigen::VectorXd x;
  Eigen::VectorXd residuals;  ///< at x
  Eigen::MatrixXd jacobian;   ///< d residuals / dx of the last step
  double sum_of_squares = 0;
};

/// Minimum near `start` by Levenberg-Marquardt with forward differences; a step that does not lower the sum of squares,
/// or leads to a value that is not finite, is damped and tried again. Deterministic.
/// Source: Nocedal & Wright 2006, section 10.3 [nocedal2006].
[[nodiscard]] SHADEMATCH_API LeastSquaresFit least_squares(const Residuals& residuals, const Eigen::VectorXd& start,
                                                           const LeastSquaresOptions& options = {});

/// d residuals / dx by forward differences of `step`; `at_x` are the residuals there.
[[nodiscard]] SHADEMATCH_API Eigen::MatrixXd forward_jacobian(const Residuals& residuals, const Eigen::VectorXd& x,
                                                              const Eigen::VectorXd& at_x, double step);

}  // namespace shadematch::inline v0
