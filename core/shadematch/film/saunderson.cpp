// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>
#include <string>

#include <shadematch/film/saunderson.hpp>

namespace shadematch::inline v0 {

namespace {

void expect_surface(const char* who, const Saunderson& surface) {
  const auto& [k1, k2, j] = surface;
  if (k1 >= 0.0 && k1 <= 1.0 && k2 >= 0.0 && k2 <= 1.0 && (j == 0 || j == 1)) return;
  throw std::invalid_argument(std::string(who) + ": expected k1 and k2 in 0..1 and j 0 or 1, got k1 = " +
                              std::to_string(k1) + ", k2 = " + std::to_string(k2) + ", j = " + std::to_string(j));
}

}  // namespace

double measured_reflectance(double inside, const Saunderson& surface) {
  expect_surface("measured_reflectance", surface);
  const auto& [k1, k2, j] = surface;
  return j * k1 + (1.0 - k1) * (1.0 - k2) * inside / (1.0 - k2 * inside);
}

double inside_reflectance(double measured, const Saunderson& surface) {
  expect_surface("inside_reflectance", surface);
  const auto& [k1, k2, j] = surface;
  const double R = measured - j * k1;
  return R / ((1.0 - k1) * (1.0 - k2) + k2 * R);
}

}  // namespace shadematch::inline v0
