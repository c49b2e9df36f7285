// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/search/lab_box.hpp>

namespace shadematch::inline v0 {

float round_down(double x) {
  const auto nearest = static_cast<float>(x);
  return static_cast<double>(nearest) <= x ? nearest : std::nextafter(nearest, -LabBox::kNone);
}

float round_up(double x) {
  return -round_down(-x);
}

void LabBox::add(const Lab& lab) {
  L_min = std::min(L_min, round_down(lab.L));
  L_max = std::max(L_max, round_up(lab.L));
  a_min = std::min(a_min, round_down(lab.a));
  a_max = std::max(a_max, round_up(lab.a));
  b_min = std::min(b_min, round_down(lab.b));
  b_max = std::max(b_max, round_up(lab.b));
  C_max = std::max(C_max, round_up(std::sqrt(lab.a * lab.a + lab.b * lab.b) * (1.0 + 1e-15)));
}

void LabBox::add(const LabBox& box) {
  L_min = std::min(L_min, box.L_min);
  L_max = std::max(L_max, box.L_max);
  a_min = std::min(a_min, box.a_min);
  a_max = std::max(a_max, box.a_max);
  b_min = std::min(b_min, box.b_min);
  b_max = std::max(b_max, box.b_max);
  C_max = std::max(C_max, box.C_max);
}

}  // namespace shadematch::inline v0
