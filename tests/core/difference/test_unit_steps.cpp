// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/unit_steps.hpp>

using namespace shadematch;

namespace {

double step_length(const Lab& lab, int direction) {
  constexpr double kShare = 0.01;  // small, because the weights change on the way
  const Eigen::Vector3d step = kShare * unit_steps(lab).col(direction);
  return delta_e_ciede2000(lab, {lab.L + step(0), lab.a + step(1), lab.b + step(2)}) / kShare;
}

}  // namespace

TEST_CASE("a unit step is one CIEDE2000 where T is 1 and nothing rotates") {
  for (const double L : {20.0, 50.0, 85.0}) {
    CHECK(step_length({L, 0, 0}, 0) == Approx(1.0).margin(2e-3));
    CHECK(step_length({L, 12, 20}, 0) == Approx(1.0).margin(2e-3));
  }
}

TEST_CASE("unit steps of a color with chroma are one CIEDE2000 up to its hue terms") {
  // Within 1.5 because of G, which stretches a* near the neutral axis, and T in .56..1.44.
  for (const Lab& lab : {Lab{60, 12, 20}, Lab{40, 5, 9}, Lab{50, -20, 30}}) {
    CHECK(step_length(lab, 1) == Approx(1.0).margin(.5));
    CHECK(step_length(lab, 2) == Approx(1.0).margin(.5));
  }
}

TEST_CASE("the steps of a color are at right angles and lie along its hue") {
  const Eigen::Matrix3d steps = unit_steps({60, 3, 4});
  CHECK(std::abs((steps.transpose() * steps)(1, 2)) < 1e-12);
  CHECK(steps(1, 1) / steps(2, 1) == Approx(.75));
  CHECK(steps.col(1).norm() == Approx(1.225));
  CHECK(steps.col(2).norm() == Approx(1.075));
  CHECK(unit_steps({50, 0, 0}).determinant() == Approx(1.0));
}
