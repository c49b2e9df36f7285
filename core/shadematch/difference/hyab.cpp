// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/hyab_batch.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_hyab(const Lab& standard, const Lab& batch) {
  return std::abs(batch.L - standard.L) + std::hypot(batch.a - standard.a, batch.b - standard.b);
}

Eigen::ArrayXd delta_e_hyab(const Lab& standard, const Eigen::Ref<const LabTable>& batch) {
  return one_to_many(
      standard, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); },
      [](const RowPairs<double>& pairs) { delta_e_hyab_batch(pairs); });
}

Eigen::ArrayXd delta_e_hyab(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch) {
  return row_by_row(
      "delta_e_hyab", standards, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); },
      [](const RowPairs<double>& pairs) { delta_e_hyab_batch(pairs); });
}

Eigen::ArrayXf delta_e_hyab(const Lab& standard, const Eigen::Ref<const FloatLabTable>& batch) {
  return one_to_many_batch<float>(standard, batch, [](const RowPairs<float>& pairs) { delta_e_hyab_batch(pairs); });
}

Eigen::ArrayXf delta_e_hyab(const Eigen::Ref<const FloatLabTable>& standards,
                            const Eigen::Ref<const FloatLabTable>& batch) {
  return row_by_row_batch<float>("delta_e_hyab", standards, batch,
                                 [](const RowPairs<float>& pairs) { delta_e_hyab_batch(pairs); });
}

}  // namespace shadematch::inline v0
