// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <shadematch/color/lab.hpp>

using namespace shadematch;

TEST_CASE("the white point has lightness 100 and no chroma") {
  const Lab lab = lab_from_xyz(kWhiteD50);
  CHECK(lab.L == Approx(100.0).margin(1e-12));
  CHECK(lab.a == Approx(0.0).margin(1e-12));
  CHECK(lab.b == Approx(0.0).margin(1e-12));
}

TEST_CASE("Lab and XYZ are inverse to each other on both branches") {
  for (const double Y : {0.0001, 0.008, 0.009, 0.2, 1.1}) {
    const XYZ xyz{0.9 * Y, Y, 0.7 * Y};
    const XYZ back = xyz_from_lab(lab_from_xyz(xyz));
    CHECK(back.X == Approx(xyz.X).epsilon(1e-12));
    CHECK(back.Y == Approx(xyz.Y).epsilon(1e-12));
    CHECK(back.Z == Approx(xyz.Z).epsilon(1e-12));
  }
}
