// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <stdexcept>

#include <shadematch/film/saunderson.hpp>

using namespace shadematch;

TEST_CASE("a Saunderson surface darkens a half by internal reflection") {
  const Saunderson surface{.04, .6, 1};
  CHECK(measured_reflectance(.5, surface) == Approx(.314286).margin(5e-7));
  CHECK(inside_reflectance(measured_reflectance(.5, surface), surface) == Approx(.5).epsilon(1e-12));
}

TEST_CASE("a reading with specular excluded has no mirrored part") {
  CHECK(measured_reflectance(0, {.04, .6, 1}) == Approx(.04));
  CHECK(measured_reflectance(0, {.04, .6, 0}) == 0.0);
  CHECK(measured_reflectance(1, {.04, .6, 1}) == Approx(1.0));
}

TEST_CASE("a reading below the surface's own reflection comes out negative") {
  CHECK(inside_reflectance(.03, {.04, .6, 1}) < 0.0);
}

TEST_CASE("a surface that is none is refused") {
  CHECK_THROWS_WITH(measured_reflectance(.5, {.04, .6, 7}),
                    "measured_reflectance: expected k1 and k2 in 0..1 and j 0 or 1, got k1 = 0.040000, k2 = 0.600000, "
                    "j = 7");
  CHECK_THROWS_AS(measured_reflectance(.5, {-.01, .6, 1}), std::invalid_argument);
  CHECK_THROWS_AS(measured_reflectance(.5, {.04, 1.1, 1}), std::invalid_argument);
  CHECK_THROWS_AS(measured_reflectance(.5, {NAN, .6, 1}), std::invalid_argument);
  CHECK_THROWS_AS(inside_reflectance(.5, {.04, .6, -1}), std::invalid_argument);
}
