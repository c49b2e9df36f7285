// SPDX-License-Identifier: Apache-2.0
// Private: the table form of a function of one color.
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// Applies `row_to_row`, from a row of three to a row of three, to every row.
template <typename RowToRow>
[[nodiscard]] LabTable map_rows(const Eigen::Ref<const LabTable>& table, RowToRow row_to_row) {
  LabTable result(table.rows(), 3);
  for (Eigen::Index i = 0; i < table.rows(); ++i) result.row(i) = row_to_row(table.row(i));
  return result;
}

using LabRow = Eigen::Array<double, 1, 3>;

}  // namespace shadematch::inline v0
