// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <shadematch/difference/cmc.hpp>
#include <shadematch/difference/cmc_batch.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {

double delta_e_cmc(const Lab& standard, const Lab& batch, const CmcOptions& options) {
  constexpr double kDegrees = 180.0 / std::numbers::pi;
  const double L1 = standard.L;
  const double C1 = std::hypot(standard.a, standard.b);
  const double angle = std::atan2(standard.b, standard.a) * kDegrees;
  const double h1 = angle < 0.0 ? angle + 360.0 : angle;

  const double dL = batch.L - standard.L;
  const double dC = std::hypot(batch.a, batch.b) - C1;
  const double da = batch.a - standard.a;
  const double db = batch.b - standard.b;
  const double dH2 = da * da + db * db - dC * dC;  // of two equal hues a rounding error, perhaps below 0

  // From green over blue to purple-red (164 to 345 degrees) hue tolerances follow another curve.
  const double T = h1 >= 164.0 && h1 <= 345.0 ? 0.56 + std::abs(0.2 * std::cos((h1 + 168.0) / kDegrees))
                                              : 0.36 + std::abs(0.4 * std::cos((h1 + 35.0) / kDegrees));
  const double C4 = C1 * C1 * C1 * C1;
  const double F = std::sqrt(C4 / (C4 + 1900.0));
  const double S_L = L1 < 16.0 ? 0.511 : 0.040975 * L1 / (1.0 + 0.01765 * L1);
  const double S_C = 0.0638 * C1 / (1.0 + 0.0131 * C1) + 0.638;
  const double S_H = S_C * (F * T + 1.0 - F);

  const double tL = dL / (options.l * S_L);
  const double tC = dC / (options.c * S_C);
  return std::sqrt(tL * tL + tC * tC + (dH2 < 0.0 ? 0.0 : dH2) / (S_H * S_H));
}

Eigen::ArrayXd delta_e_cmc(const Lab& standard, const Eigen::Ref<const LabTable>& batch, const CmcOptions& options) {
  return one_to_many(
      standard, batch, [&](const Lab& lab1, const Lab& lab2) { return delta_e_cmc(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_cmc_batch(pairs, options); });
}

Eigen::ArrayXd delta_e_cmc(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch,
                           const CmcOptions& options) {
  return row_by_row(
      "delta_e_cmc", standards, batch,
      [&](const Lab& lab1, const Lab& lab2) { return delta_e_cmc(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_cmc_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_cmc(const Lab& standard, const Eigen::Ref<const FloatLabTable>& batch,
                           const CmcOptions& options) {
  return one_to_many_batch<float>(standard, batch,
                                  [&](const RowPairs<float>& pairs) { delta_e_cmc_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_cmc(const Eigen::Ref<const FloatLabTable>& standards,
                           const Eigen::Ref<const FloatLabTable>& batch, const CmcOptions& options) {
  return row_by_row_batch<float>("delta_e_cmc", standards, batch,
                                 [&](const RowPairs<float>& pairs) { delta_e_cmc_batch(pairs, options); });
}

}  // namespace shadematch::inline v0
