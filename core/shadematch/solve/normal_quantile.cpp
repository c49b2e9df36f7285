// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <shadematch/solve/normal_quantile.hpp>

namespace shadematch::inline v0 {

double normal_quantile(double p) {
  double low = -9.0, high = 9.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (0.5 * std::erfc(-middle / std::numbers::sqrt2) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace shadematch::inline v0
