// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/cie94.hpp>
#include <shadematch/difference/cie94_batch.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_cie94(const Lab& standard, const Lab& batch, const Cie94Options& options) {
  const double C1 = std::hypot(standard.a, standard.b);
  const double dL = batch.L - standard.L;
  const double dC = std::hypot(batch.a, batch.b) - C1;
  const double da = batch.a - standard.a;
  const double db = batch.b - standard.b;
  const double dH2 = da * da + db * db - dC * dC;  // of two equal hues a rounding error, perhaps below 0

  const double tL = dL / options.k_L;
  const double tC = dC / (options.k_C * (1.0 + options.K_1 * C1));
  const double S_H = options.k_H * (1.0 + options.K_2 * C1);
  return std::sqrt(tL * tL + tC * tC + (dH2 < 0.0 ? 0.0 : dH2) / (S_H * S_H));
}

Eigen::ArrayXd delta_e_cie94(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                             const Cie94Options& options) {
  return one_to_many(
      standard, batch, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cie94(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_cie94_batch(pairs, options); });
}

Eigen::ArrayXd delta_e_cie94(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch,
                             const Cie94Options& options) {
  return row_by_row(
      "delta_e_cie94", standards, batch,
      [&](const Lab& lab1, const Lab& lab2) { return delta_e_cie94(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_cie94_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_cie94(const Lab& standard, const Eigen::Ref<const FloatLabTable>& batch,
                             const Cie94Options& options) {
  return one_to_many_batch<float>(standard, batch,
                                  [&](const RowPairs<float>& pairs) { delta_e_cie94_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_cie94(const Eigen::Ref<const FloatLabTable>& standards,
                             const Eigen::Ref<const FloatLabTable>& batch, const Cie94Options& options) {
  return row_by_row_batch<float>("delta_e_cie94", standards, batch,
                                 [&](const RowPairs<float>& pairs) { delta_e_cie94_batch(pairs, options); });
}

}  // namespace shadematch::inline v0
