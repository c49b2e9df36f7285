// SPDX-License-Identifier: Apache-2.0
// Private: what measurement errors do to a color difference.
#pragma once

#include <Eigen/Core>
#include <string_view>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Formulas are named as in difference_formulas(); the target is the standard.
struct DifferenceInterval {
  double low = 0, high = 0;
};

/// A square root of a positive semi-definite matrix: root * root' = covariance.
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d covariance_root(const Eigen::Matrix3d& covariance);

/// 95 % interval of the true difference between two colors whose measured difference vector has covariance
/// root * root'. A difference cannot be negative, so a small one is measured too large on average and first-order
/// propagation fails. Therefore
///  - `high` is the 97.5 % point of the difference over the errors around the measured colors. Near 0 it is larger
///    than an inverted test would give: a measurement that is small by luck proves no match;
///  - `low` inverts a test (Neyman): the smallest true difference, along the measured direction, under which a
///    difference as large as the measured one has a chance of 2.5 %, or of 5 % where `high` can never be too small;
///    0 if equal colors give that chance.
/// Errors are normal and come from a fixed low-discrepancy set of 1024 points, so equal input gives equal output; its
/// tail points are right to about 3 %. tests/core/match/test_uncertainty.cpp shows the coverage by simulation.
[[nodiscard]] SHADEMATCH_API DifferenceInterval difference_interval(std::string_view formula, const Lab& target,
                                                                    const Lab& mix, const Eigen::Matrix3d& root);

/// Samples of the difference of one mix to the target, for comparisons between mixes: the k-th sample of every mix
/// meets the same error of the target, so errors that move all differences alike cancel.
enum class ErrorStream { leader, challenger };  ///< the mixes' own errors are independent between the two
[[nodiscard]] Eigen::ArrayXd difference_samples(std::string_view formula, const Lab& target,
                                                const Eigen::Matrix3d& target_root, const Lab& mix,
                                                const Eigen::Matrix3d& mix_root, ErrorStream stream);

/// True if 97.5 % of the paired samples say that the challenger's difference is larger than the leader's.
[[nodiscard]] bool is_worse(const Eigen::ArrayXd& challenger, const Eigen::ArrayXd& leader);

}  // namespace shadematch::inline v0
