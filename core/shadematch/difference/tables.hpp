// SPDX-License-Identifier: Apache-2.0
// Private: the table forms of a formula for two colors.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <stdexcept>
#include <string>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/batch.hpp>

namespace shadematch::inline v0 {

template <typename Number>
using LabRows = Eigen::Ref<const Eigen::Array<Number, Eigen::Dynamic, 3, Eigen::RowMajor>>;

template <typename Number>
using Differences = Eigen::Array<Number, Eigen::Dynamic, 1>;

[[nodiscard]] inline Lab lab_row(const LabRows<double>& table, Eigen::Index row) {
  return {table(row, 0), table(row, 1), table(row, 2)};
}

/// The rows of a table one behind the other: views them, or copies them if there are gaps between them.
template <typename Number>
class AdjacentRows {
 public:
  explicit AdjacentRows(const LabRows<Number>& table) {
    if (table.outerStride() != 3) copy_ = table;
    data_ = table.outerStride() != 3 ? copy_.data() : table.data();
  }
  [[nodiscard]] const Number* data() const { return data_; }

 private:
  Eigen::Array<Number, Eigen::Dynamic, 3, Eigen::RowMajor> copy_;
  const Number* data_;
};

/// `who` is the caller's name for the message.
template <typename Number>
void require_equal_length(const char* who, const LabRows<Number>& standards, const LabRows<Number>& batch) {
  if (standards.rows() == batch.rows()) return;
  throw std::invalid_argument(std::string(who) + ": expected tables of equal length, got " +
                              std::to_string(standards.rows()) + " standards and " + std::to_string(batch.rows()) +
                              " batches");
}

/// `formula(standard, row)` for every row.
template <typename Formula>
[[nodiscard]] Eigen::ArrayXd one_to_many(const Lab& standard, const LabRows<double>& batch, Formula formula) {
  Eigen::ArrayXd result(batch.rows());
  for (Eigen::Index i = 0; i < batch.rows(); ++i) result[i] = formula(standard, lab_row(batch, i));
  return result;
}

/// `formula(row of standards, row of batch)` for every pair of rows.
template <typename Formula>
[[nodiscard]] Eigen::ArrayXd row_by_row(const char* who, const LabRows<double>& standards, const LabRows<double>& batch,
                                        Formula formula) {
  require_equal_length(who, standards, batch);
  Eigen::ArrayXd result(batch.rows());
  for (Eigen::Index i = 0; i < batch.rows(); ++i) result[i] = formula(lab_row(standards, i), lab_row(batch, i));
  return result;
}

/// `batch_form(RowPairs)` of one color against every row.
template <typename Number, typename BatchForm>
[[nodiscard]] Differences<Number> one_to_many_batch(const Lab& standard, const LabRows<Number>& batch,
                                                    BatchForm batch_form) {
  const Number row[] = {static_cast<Number>(standard.L), static_cast<Number>(standard.a),
                        static_cast<Number>(standard.b)};
  const AdjacentRows<Number> rows(batch);
  Differences<Number> result(batch.rows());
  batch_form(RowPairs<Number>{row, true, rows.data(), static_cast<std::size_t>(batch.rows()), result.data()});
  return result;
}

/// `batch_form(RowPairs)` of every pair of rows.
template <typename Number, typename BatchForm>
[[nodiscard]] Differences<Number> row_by_row_batch(const char* who, const LabRows<Number>& standards,
                                                   const LabRows<Number>& batch, BatchForm batch_form) {
  require_equal_length(who, standards, batch);
  const AdjacentRows<Number> first(standards), second(batch);
  Differences<Number> result(batch.rows());
  batch_form(
      RowPairs<Number>{first.data(), false, second.data(), static_cast<std::size_t>(batch.rows()), result.data()});
  return result;
}

/// Small tables through the formula for two colors, large ones through its batch form.
template <typename Formula, typename BatchForm>
[[nodiscard]] Eigen::ArrayXd one_to_many(const Lab& standard, const LabRows<double>& batch, Formula formula,
                                         BatchForm batch_form) {
  return batch.rows() < kBatchSize ? one_to_many(standard, batch, formula)
                                   : one_to_many_batch<double>(standard, batch, batch_form);
}

template <typename Formula, typename BatchForm>
[[nodiscard]] Eigen::ArrayXd row_by_row(const char* who, const LabRows<double>& standards, const LabRows<double>& batch,
                                        Formula formula, BatchForm batch_form) {
  return batch.rows() < kBatchSize ? row_by_row(who, standards, batch, formula)
                                   : row_by_row_batch<double>(who, standards, batch, batch_form);
}

}  // namespace shadematch::inline v0
