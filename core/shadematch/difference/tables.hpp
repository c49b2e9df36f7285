// SPDX-License-Identifier: Apache-2.0
// Private: the table forms of a formula for two colors.
#pragma once

#include <Eigen/Core>
#include <stdexcept>
#include <string>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] inline Lab lab_row(const Eigen::Ref<const LabTable>& table, Eigen::Index row) {
  return {table(row, 0), table(row, 1), table(row, 2)};
}

/// `formula(standard, row)` for every row.
template <typename Formula>
[[nodiscard]] Eigen::ArrayXd one_to_many(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                                         Formula formula) {
  Eigen::ArrayXd result(batch.rows());
  for (Eigen::Index i = 0; i < batch.rows(); ++i) result[i] = formula(standard, lab_row(batch, i));
  return result;
}

/// `formula(row of standards, row of batch)` for every pair of rows; `who` is the caller's name for the message.
template <typename Formula>
[[nodiscard]] Eigen::ArrayXd row_by_row(const char* who, const Eigen::Ref<const LabTable>& standards,
                                        const Eigen::Ref<const LabTable>& batch, Formula formula) {
  if (standards.rows() != batch.rows()) {
    throw std::invalid_argument(std::string(who) + ": expected tables of equal length, got " +
                                std::to_string(standards.rows()) + " standards and " + std::to_string(batch.rows()) +
                                " batches");
  }
  Eigen::ArrayXd result(batch.rows());
  for (Eigen::Index i = 0; i < batch.rows(); ++i) result[i] = formula(lab_row(standards, i), lab_row(batch, i));
  return result;
}

}  // namespace shadematch::inline v0
