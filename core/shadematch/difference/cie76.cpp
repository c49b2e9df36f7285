// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/cie76_batch.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_cie76(const Lab& standard, const Lab& batch) {
  return std::hypot(batch.L - standard.L, batch.a - standard.a, batch.b - standard.b);
}

Eigen::ArrayXd delta_e_cie76(const Lab& standard, const Eigen::Ref<const LabTable>& batch) {
  return one_to_many(
      standard, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); },
      [](const RowPairs<double>& pairs) { delta_e_cie76_batch(pairs); });
}

Eigen::ArrayXd delta_e_cie76(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch) {
  return row_by_row(
      "delta_e_cie76", standards, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); },
      [](const RowPairs<double>& pairs) { delta_e_cie76_batch(pairs); });
}

Eigen::ArrayXf delta_e_cie76(const Lab& standard, const Eigen::Ref<const FloatLabTable>& batch) {
  return one_to_many_batch<float>(standard, batch, [](const RowPairs<float>& pairs) { delta_e_cie76_batch(pairs); });
}

Eigen::ArrayXf delta_e_cie76(const Eigen::Ref<const FloatLabTable>& standards,
                             const Eigen::Ref<const FloatLabTable>& batch) {
  return row_by_row_batch<float>("delta_e_cie76", standards, batch,
                                 [](const RowPairs<float>& pairs) { delta_e_cie76_batch(pairs); });
}

}  // namespace shadematch::inline v0
