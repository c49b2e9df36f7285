// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/color/lch.hpp>

using namespace shadematch;

TEST_CASE("hue runs from red over yellow, green and blue") {
  CHECK(lch_from_lab({50, 10, 0}).h == 0.0);
  CHECK(lch_from_lab({50, 0, 10}).h == Approx(90.0));
  CHECK(lch_from_lab({50, -10, 0}).h == Approx(180.0));
  CHECK(lch_from_lab({50, 0, -10}).h == Approx(270.0));
  CHECK(lch_from_lab({50, 3, 4}).C == Approx(5.0));
  CHECK(lch_from_lab({50, 3, 4}).L == 50.0);
}

TEST_CASE("a grey has hue 0 whatever the signs of its zeros, and no hue reaches 360") {
  for (const double a : {0.0, -0.0}) {
    for (const double b : {0.0, -0.0}) CHECK(lch_from_lab({50, a, b}).h == 0.0);
  }
  CHECK(lch_from_lab({50, 1, -1e-20}).h == 0.0);
}

TEST_CASE("LCh and Lab are inverse to each other") {
  for (const double a : {-80.0, -1e-3, 0.0, 12.5}) {
    for (const double b : {-60.0, -0.25, 0.0, 99.0}) {
      const Lab back = lab_from_lch(lch_from_lab({33, a, b}));
      CHECK(back.L == 33.0);
      CHECK(back.a == Approx(a).margin(1e-12));
      CHECK(back.b == Approx(b).margin(1e-12));
    }
  }
}

TEST_CASE("the table forms of LCh hold the same numbers as the single forms") {
  LabTable lab(2, 3);
  lab << 60, 12, -18, 40, std::numeric_limits<double>::quiet_NaN(), 1;
  const LabTable lch = lch_from_lab(lab);
  const LCh single = lch_from_lab(Lab{60, 12, -18});
  CHECK(lch(0, 1) == single.C);
  CHECK(lch(0, 2) == single.h);
  CHECK(std::isnan(lch(1, 1)));
  CHECK(lab_from_lch(lch)(0, 2) == lab_from_lch(single).b);
}
