// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/film/kubelka_munk.hpp>

using namespace shadematch;

TEST_CASE("kubelka munk reproduces films worked out beforehand") {
  CHECK(kubelka_munk_reflectance(1, 2, 1, .85) == Approx(.388707).margin(5e-7));
  CHECK(kubelka_munk_reflectance(.1, 4, 1, .05) == Approx(.748153).margin(5e-7));
  CHECK(kubelka_munk_reflectance(5, .5, .5, .85) == Approx(.049040).margin(5e-7));
  CHECK(kubelka_munk_reflectance(.0344, 3.668, 1, .8463) == Approx(.863207).margin(5e-7));
}

TEST_CASE("kubelka munk of a film without absorption is the sum of its reflections") {
  // R = (SX + Rg (1 - SX)) / (1 + SX (1 - Rg)), the limit K = 0.
  CHECK(kubelka_munk_reflectance(0, 2, 1, 0) == Approx(2.0 / 3.0).margin(1e-6));
  CHECK(kubelka_munk_reflectance(0, 2, 1, .5) == Approx((2 + .5 * (1 - 2.0)) / (1 + 2 * .5)).margin(1e-6));
}

TEST_CASE("a thick film hides its ground") {
  CHECK(kubelka_munk_reflectance(1, 2, 1e6, 0) == Approx(opaque_reflectance(.5)).margin(1e-12));
  CHECK(kubelka_munk_reflectance(1, 2, 1e6, 1) == Approx(opaque_reflectance(.5)).margin(1e-12));
}

TEST_CASE("opaque reflectance and K over S are inverse") {
  for (const double R : {1e-4, .01, .2, .5, .9, .9995})
    CHECK(opaque_reflectance(k_over_s(R)) == Approx(R).epsilon(1e-9));
  CHECK(k_over_s(.5) == Approx(.25));
  CHECK(opaque_reflectance(0) == 1.0);
}

TEST_CASE("kubelka munk passes NaN through") {
  CHECK(std::isnan(kubelka_munk_reflectance(NAN, 1, 1, .5)));
  CHECK(std::isnan(opaque_reflectance(NAN)));
}
