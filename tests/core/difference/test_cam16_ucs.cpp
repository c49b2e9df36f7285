// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/cam16_ucs.hpp>

using namespace shadematch;

namespace {

/// Conditions of the published CAM16 example and the Lab of its two samples under that white.
Cam16ViewingConditions published_conditions(double adapting_luminance) {
  return {.white = {0.9505, 1.0, 1.0888}, .adapting_luminance_cd_m2 = adapting_luminance};
}

}  // namespace

TEST_CASE("CAM16-UCS is the distance of J' a' b'") {
  const auto conditions = published_conditions(318.31);
  const XYZ xyz1{0.1901, 0.2000, 0.2178}, xyz2{0.5706, 0.4306, 0.3196};
  const auto uniform = [&](const XYZ& xyz) {
    const Cam16 look = cam16_from_xyz(xyz, conditions);
    const double M = std::log(1 + 0.0228 * look.M) / 0.0228, h = look.h * std::acos(-1.0) / 180;
    return Lab{1.7 * look.J / (1 + 0.007 * look.J), M * std::cos(h), M * std::sin(h)};
  };
  const Lab u1 = uniform(xyz1), u2 = uniform(xyz2);
  const double distance = std::sqrt(std::pow(u1.L - u2.L, 2) + std::pow(u1.a - u2.a, 2) + std::pow(u1.b - u2.b, 2));
  const Lab lab1 = lab_from_xyz(xyz1, conditions.white), lab2 = lab_from_xyz(xyz2, conditions.white);
  CHECK(delta_e_cam16_ucs(lab1, lab2, conditions) == Approx(distance).epsilon(1e-12));
  CHECK(delta_e_cam16_ucs(lab2, lab1, conditions) == Approx(distance).epsilon(1e-12));
}

TEST_CASE("the white is 100 away from black in CAM16-UCS, give or take the tint of incomplete adaptation") {
  CHECK(delta_e_cam16_ucs({0, 0, 0}, {100, 0, 0}) == Approx(100.0).margin(0.5));
}

TEST_CASE("a colorful difference looks larger in a brighter room") {
  const Lab red{50, 60, 30}, gray{50, 0, 0};
  const double dim = delta_e_cam16_ucs(red, gray, {.adapting_luminance_cd_m2 = 5});
  const double bright = delta_e_cam16_ucs(red, gray, {.adapting_luminance_cd_m2 = 500});
  CHECK(bright > dim * 1.01);
}
