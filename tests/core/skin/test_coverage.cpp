// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <numbers>

#include <shadematch/skin/coverage.hpp>

using namespace shadematch;

TEST_CASE("dots set regularly add up, dots set at random overlap") {
  CHECK(regular_coverage(1.0, 0.5) == Approx(std::numbers::pi / 16.0));
  CHECK(random_coverage(1.0, 0.5) == Approx(1.0 - std::exp(-std::numbers::pi / 16.0)));
  CHECK(random_coverage(1e-6, 0.5) == Approx(regular_coverage(1e-6, 0.5)).epsilon(1e-6));
}

TEST_CASE("without spread of light pooling is linear, with full spread it is the square of mean roots") {
  const Reflectance skin = flat_reflectance(0.49);
  const Reflectance dot = flat_reflectance(0.09);
  CHECK(pooled_reflectance(skin, dot, 0.25).R[0] == Approx(0.39));
  CHECK(pooled_reflectance(skin, dot, 0.25, 2.0).R[0] == Approx(0.36));
  CHECK(pooled_reflectance(skin, dot, 0.0, 1.7).R[0] == Approx(0.49));
  CHECK(pooled_reflectance(skin, dot, 1.0, 1.7).R[0] == Approx(0.09));
}

TEST_CASE("coverage outside its range is refused") {
  const Reflectance skin = flat_reflectance(0.5);
  CHECK_THROWS_WITH(regular_coverage(2.0, 1.0),
                    "regular_coverage: expected dots that fit without overlap, got 1.570796 of the area");
  CHECK_THROWS_WITH(random_coverage(-1.0, 1.0),
                    "random_coverage: expected dots per mm2 and diameter >= 0, got -1.000000 and 1.000000 mm");
  CHECK_THROWS_WITH(pooled_reflectance(skin, skin, 1.5),
                    "pooled_reflectance: expected a coverage in 0..1, got 1.500000");
  CHECK_THROWS_WITH(pooled_reflectance(skin, skin, 0.5, 0.5),
                    "pooled_reflectance: expected a Yule-Nielsen n in 1..10, got 0.500000");
}
