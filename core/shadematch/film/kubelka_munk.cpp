// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/film/kubelka_munk.hpp>

namespace shadematch::inline v0 {

double opaque_reflectance(double k_over_s) {
  // The same as 1 + q - sqrt(q^2 + 2 q), without the loss of digits of a difference where q is large.
  const double q = k_over_s;
  return 1.0 / (1.0 + q + std::sqrt(q * q + 2.0 * q));
}

double k_over_s(double opaque_reflectance) {
  const double R = opaque_reflectance;
  return (1.0 - R) * (1.0 - R) / (2.0 * R);
}

double kubelka_munk_reflectance(double K, double S, double X, double Rg) {
  constexpr double kOpaque = 300.0;  // beyond it the coth is 1 in double precision
  constexpr double kLeast = 1e-7;    // b of a layer without absorption, where the formula is 0/0
  const double a = 1.0 + K / S;
  const double b = std::max(std::sqrt(a * a - 1.0), kLeast);
  const double b_coth = b / std::tanh(std::min(b * S * X, kOpaque));
  return (1.0 - Rg * (a - b_coth)) / (a - Rg + b_coth);
}

}  // namespace shadematch::inline v0
