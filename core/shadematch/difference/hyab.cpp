// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/hyab.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_hyab(const Lab& standard, const Lab& batch) {
  return std::abs(batch.L - standard.L) + std::hypot(batch.a - standard.a, batch.b - standard.b);
}

Eigen::ArrayXd delta_e_hyab(const Lab& standard, const Eigen::Ref<const LabTable>& batch) {
  return one_to_many(standard, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); });
}

Eigen::ArrayXd delta_e_hyab(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch) {
  return row_by_row("delta_e_hyab", standards, batch,
                    [](const Lab& lab1, const Lab& lab2) { return delta_e_hyab(lab1, lab2); });
}

}  // namespace shadematch::inline v0
