// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <shadematch/difference/ciede2000.hpp>

using namespace shadematch;

TEST_CASE("equal colors differ by zero") { CHECK(delta_e_ciede2000({50, 10, -20}, {50, 10, -20}) == 0.0); }
