// SPDX-License-Identifier: Apache-2.0
#include <shadematch/film/saunderson.hpp>

namespace shadematch::inline v0 {

double measured_reflectance(double inside, const Saunderson& surface) {
  const auto& [k1, k2, j] = surface;
  return j * k1 + (1.0 - k1) * (1.0 - k2) * inside / (1.0 - k2 * inside);
}

double inside_reflectance(double measured, const Saunderson& surface) {
  const auto& [k1, k2, j] = surface;
  const double R = measured - j * k1;
  return R / ((1.0 - k1) * (1.0 - k2) + k2 * R);
}

}  // namespace shadematch::inline v0
