// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// What an uncertain target ranks rows by; the other one decides among equals, then the row.
enum class UncertainOrder {
  expected,     ///< smallest expected difference first
  probability,  ///< most probably within the tolerance first
};

/// A row of a table under an uncertain target.
struct UncertainRow {
  std::size_t row{};
  double expected{};     ///< CIEDE2000 difference, mean over target_points()
  double probability{};  ///< share of target_points() that are within the tolerance

  friend bool operator==(const UncertainRow&, const UncertainRow&) = default;
};

/// Points that stand for a normal error.
inline constexpr std::size_t kTargetPoints = 64;

/// The colors that an uncertain target stands for: its mean plus a root of its covariance times a fixed set of 32
/// opposite pairs of errors of unit covariance, low-discrepancy. They define expected difference and probability:
/// equal input gives equal ranks. Beside random errors of about one unit, expected differences are right to 0.03 and
/// probabilities to 0.05 (test_uncertain_rank.cpp).
/// @throws std::invalid_argument for a covariance that is not finite, symmetric and positive semi-definite.
[[nodiscard]] SHADEMATCH_API std::array<Lab, kTargetPoints> target_points(const MeasuredLab& target);

}  // namespace shadematch::inline v0
