// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <shadematch/difference/cam16_ucs.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {
namespace {

/// J', a', b': lightness and colorfulness rescaled so that equal distances look equal.
Lab uniform(const Lab& lab, const Cam16ViewingConditions& conditions) {
  const Cam16 look = cam16_from_xyz(xyz_from_lab(lab, conditions.white), conditions);
  const double h = look.h * std::numbers::pi / 180.0;
  const double M = std::log1p(0.0228 * look.M) / 0.0228;
  return {1.7 * look.J / (1.0 + 0.007 * look.J), M * std::cos(h), M * std::sin(h)};
}

}  // namespace

double delta_e_cam16_ucs(const Lab& standard, const Lab& batch, const Cam16ViewingConditions& options) {
  const Lab u1 = uniform(standard, options);
  const Lab u2 = uniform(batch, options);
  return std::hypot(u2.L - u1.L, u2.a - u1.a, u2.b - u1.b);
}

Eigen::ArrayXd delta_e_cam16_ucs(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                                 const Cam16ViewingConditions& options) {
  return one_to_many(standard, batch,
                     [&](const Lab& lab1, const Lab& lab2) { return delta_e_cam16_ucs(lab1, lab2, options); });
}

Eigen::ArrayXd delta_e_cam16_ucs(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch,
                                 const Cam16ViewingConditions& options) {
  return row_by_row("delta_e_cam16_ucs", standards, batch,
                    [&](const Lab& lab1, const Lab& lab2) { return delta_e_cam16_ucs(lab1, lab2, options); });
}

}  // namespace shadematch::inline v0
