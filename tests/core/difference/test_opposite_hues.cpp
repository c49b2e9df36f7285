// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/opposite_hues.hpp>

using namespace shadematch;

TEST_CASE("the cross product has the exact sign where rounded products give 0 or the wrong one") {
  CHECK(cross_exact_sign(2.49, -0.001, -2.49, 0.001) == 0.0);
  CHECK(cross_exact_sign(2.49, -0.001, -2.49, std::nextafter(0.001, 1.0)) > 0.0);
  CHECK(cross_exact_sign(2.49, -0.001, -2.49, std::nextafter(0.001, 0.0)) < 0.0);
  // (1 + e)(1 - e) - 1 = -e^2, which a product of two doubles rounds away.
  const double e = std::ldexp(1.0, -30);
  CHECK(cross_exact_sign(1.0 + e, 1.0, 1.0, 1.0 - e) == -e * e);
  CHECK(cross_exact_sign(1.0 + e, -1.0, -1.0, 1.0 - e) == -e * e);
}

TEST_CASE("the cross product of ordinary vectors is what the products say") {
  CHECK(cross_exact_sign(3, 1, 2, 5) == 13.0);
  CHECK(cross_exact_sign(2, 5, 3, 1) == -13.0);
  CHECK(std::isnan(cross_exact_sign(NAN, 1, 2, 5)));
}
