// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/pixels/fast_math.hpp>

using namespace shadematch;

TEST_CASE("the float functions keep their promised precision") {
  for (float x = 1e-6F; x < 1e4F; x *= 1.037F) {
    CHECK(fast_log2(x) == Approx(std::log2(x)).margin(1e-6).epsilon(1e-6));
    CHECK(fast_cbrt(x) == Approx(std::cbrt(x)).epsilon(3e-7));
  }
  for (float x = -30.0F; x < 30.0F; x += 0.173F) CHECK(fast_exp2(x) == Approx(std::exp2(x)).epsilon(3e-7));
}
