// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// A row of a table and its CIEDE2000 difference from the target.
struct RankedRow {
  std::size_t row{};
  double delta_e{};

  friend bool operator==(const RankedRow&, const RankedRow&) = default;
};

/// The nearest rows of many targets: row i of both belongs to target i, nearest first.
struct NearestRows {
  Eigen::Array<std::int64_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows;
  Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> delta_e;

  NearestRows() = default;
  NearestRows(Eigen::Index targets, Eigen::Index k) : rows(targets, k), delta_e(targets, k) {}

  /// Sets those of one target, k of them.
  SHADEMATCH_API void set(Eigen::Index target, const std::vector<RankedRow>& nearest);
};

}  // namespace shadematch::inline v0
