// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/difference/hyab.hpp>

using namespace shadematch;

TEST_CASE("HyAB adds the lightness difference to the chromatic distance") {
  CHECK(delta_e_hyab({50, 10, -10}, {52, 13, -6}) == Approx(7.0).epsilon(1e-15));
  CHECK(delta_e_hyab({52, 13, -6}, {50, 10, -10}) == Approx(7.0).epsilon(1e-15));
}
