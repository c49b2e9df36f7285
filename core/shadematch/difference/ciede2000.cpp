// SPDX-License-Identifier: Apache-2.0
// The letters are those of Sharma, Wu & Dalal 2005 [sharma2005]; the numbers in brackets are its equations.
#include <cmath>
#include <numbers>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/difference/opposite_hues.hpp>
#include <shadematch/difference/tables.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

double pow7(double x) {
  const double x2 = x * x;
  return x2 * x2 * x2 * x;
}

/// sqrt(C^7 / (C^7 + 25^7)): rises from 0 for greys to 1 for saturated colors.
double chroma_saturation(double C) {
  const double C7 = pow7(C);
  return std::sqrt(C7 / (C7 + pow7(25.0)));
}

/// hypot(a, b) without its care for numbers beyond 1e150, which costs more than the rest of the formula's roots.
double chroma(double a, double b) {
  return std::sqrt(a * a + b * b);
}

double hue_degrees(double a, double b) {
  if (a == 0.0 && b == 0.0) return 0.0;
  const double h = std::atan2(b, a) * kDegrees;
  return h < 0.0 ? h + 360.0 : h;
}

/// [10, 11] 2 sqrt(P) sin(dh / 2), where P = C1 C2, P sin(dh) = cross and P cos(dh) = dot: the half angle's sine needs
/// no angle, and its sign is that of cross. Exactly opposite hues turn by +180 if h2 > h1, else by -180.
double hue_difference(double P, double cross, double dot, bool h2_is_greater) {
  if (P == 0.0) return 0.0;
  if (dot >= 0.0) return std::numbers::sqrt2 * cross / std::sqrt(P + dot);
  const bool turns_up = cross > 0.0 || (cross == 0.0 && h2_is_greater);
  return std::sqrt(2.0 * (P - dot)) * (turns_up ? 1.0 : -1.0);
}

}  // namespace

double delta_e_ciede2000(const Lab& lab1, const Lab& lab2, const Ciede2000Options& options) {
  // [2-6] a* is stretched for low chroma, because the eye splits near-greys along a* more finely.
  const double C_mean = (chroma(lab1.a, lab1.b) + chroma(lab2.a, lab2.b)) / 2.0;
  const double G = 0.5 * (1.0 - chroma_saturation(C_mean));
  const double a1 = (1.0 + G) * lab1.a;
  const double a2 = (1.0 + G) * lab2.a;
  const double C1 = chroma(a1, lab1.b);
  const double C2 = chroma(a2, lab2.b);

  // [7] hues in [0, 360); [8-11] differences, that of the hues from the two vectors.
  const double h1 = hue_degrees(a1, lab1.b);
  const double h2 = hue_degrees(a2, lab2.b);
  const double cross = (1.0 + G) * cross_exact_sign(lab1.a, lab1.b, lab2.a, lab2.b);
  const double dot = a1 * a2 + lab1.b * lab2.b;
  const double dL = lab2.L - lab1.L;
  const double dC = C2 - C1;
  const double dH = hue_difference(C1 * C2, cross, dot, h2 > h1);

  // [12-14] means; the mean hue lies halfway along the shorter arc, in [0, 360). Taken from the sum, not as h1 + dh /
  // 2: the two differ by rounding, and at 0 = 360 the order of the colors would decide on which side the mean falls.
  const double L_mean = (lab1.L + lab2.L) / 2.0;
  const double Cp_mean = (C1 + C2) / 2.0;
  const double h_sum = h1 + h2;
  double h_mean = h_sum;
  // The arc passes 0 if the hues turn the one way and their numbers the other; below 90 that is rounding.
  if (C1 * C2 != 0.0) {
    const bool arc_passes_zero = h2 > h1 ? h2 - h1 > 90.0 && cross < 0.0 : h1 - h2 > 90.0 && cross > 0.0;
    h_mean = !arc_passes_zero ? h_sum / 2.0 : h_sum < 360.0 ? (h_sum + 360.0) / 2.0 : (h_sum - 360.0) / 2.0;
  }

  // [15] tolerance to hue differences varies around the hue circle.
  const double T = 1.0 - 0.17 * std::cos((h_mean - 30.0) / kDegrees) + 0.24 * std::cos(2.0 * h_mean / kDegrees) +
                   0.32 * std::cos((3.0 * h_mean + 6.0) / kDegrees) - 0.20 * std::cos((4.0 * h_mean - 63.0) / kDegrees);
  // [16, 17, 21] rotation: around hue 275 (blue) the tolerance ellipses lean, so chroma and hue interact.
  const double arc = (h_mean - 275.0) / 25.0;
  const double d_theta = 30.0 * std::exp(-arc * arc);
  const double R_C = 2.0 * chroma_saturation(Cp_mean);
  const double R_T = -std::sin(2.0 * d_theta / kDegrees) * R_C;
  // [18-20] weights: lightness is judged most finely near L* = 50, chroma and hue more coarsely as chroma grows.
  const double l = L_mean - 50.0;
  const double S_L = 1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l);
  const double S_C = 1.0 + 0.045 * Cp_mean;
  const double S_H = 1.0 + 0.015 * Cp_mean * T;

  // [22]
  const double tL = dL / (options.k_L * S_L);
  const double tC = dC / (options.k_C * S_C);
  const double tH = dH / (options.k_H * S_H);
  return std::sqrt(tL * tL + tC * tC + tH * tH + R_T * tC * tH);
}

Eigen::ArrayXd delta_e_ciede2000(const Lab& standard, const Eigen::Ref<const LabTable>& batch,
                                 const Ciede2000Options& options) {
  return one_to_many(
      standard, batch, [&](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_ciede2000_batch(pairs, options); });
}

Eigen::ArrayXd delta_e_ciede2000(const Eigen::Ref<const LabTable>& standards, const Eigen::Ref<const LabTable>& batch,
                                 const Ciede2000Options& options) {
  return row_by_row(
      "delta_e_ciede2000", standards, batch,
      [&](const Lab& lab1, const Lab& lab2) { return delta_e_ciede2000(lab1, lab2, options); },
      [&](const RowPairs<double>& pairs) { delta_e_ciede2000_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_ciede2000(const Lab& standard, const Eigen::Ref<const FloatLabTable>& batch,
                                 const Ciede2000Options& options) {
  return one_to_many_batch<float>(standard, batch,
                                  [&](const RowPairs<float>& pairs) { delta_e_ciede2000_batch(pairs, options); });
}

Eigen::ArrayXf delta_e_ciede2000(const Eigen::Ref<const FloatLabTable>& standards,
                                 const Eigen::Ref<const FloatLabTable>& batch, const Ciede2000Options& options) {
  return row_by_row_batch<float>("delta_e_ciede2000", standards, batch,
                                 [&](const RowPairs<float>& pairs) { delta_e_ciede2000_batch(pairs, options); });
}

}  // namespace shadematch::inline v0
