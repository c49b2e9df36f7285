// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/difference/cie76.hpp>

using namespace shadematch;

TEST_CASE("CIE76 is the distance in Lab") {
  CHECK(delta_e_cie76({50, 10, -10}, {52, 13, -4}) == Approx(7.0).epsilon(1e-15));
  CHECK(delta_e_cie76({52, 13, -4}, {50, 10, -10}) == Approx(7.0).epsilon(1e-15));
}
