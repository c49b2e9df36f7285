// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_cie76(const Lab& standard, const Lab& batch) {
  return std::hypot(batch.L - standard.L, batch.a - standard.a, batch.b - standard.b);
}

Eigen::ArrayXd delta_e_cie76(const Lab& standard, const Eigen::Ref<const LabTable>& batch) {
  return one_to_many(standard, batch, [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); });
}

Eigen::ArrayXd delta_e_cie76(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch) {
  return row_by_row("delta_e_cie76", standards, batch,
                    [](const Lab& lab1, const Lab& lab2) { return delta_e_cie76(lab1, lab2); });
}

}  // namespace shadematch::inline v0
