// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/opposite_hues.hpp>

namespace shadematch::inline v0 {

double cross_exact_sign(double a1, double b1, double a2, double b2) {
  const double w = a2 * b1;
  const double e = std::fma(-a2, b1, w);
  const double f = std::fma(a1, b2, -w);
  return e + f;
}

}  // namespace shadematch::inline v0
