// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <numbers>

#include <shadematch/solve/normal_quantile.hpp>

using shadematch::normal_quantile;

TEST_CASE("the normal quantile has the values of the tables") {
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_quantile(0.8413447460685429) == Approx(1.0).epsilon(1e-14));
  CHECK(normal_quantile(1e-9) == Approx(-5.997807015007687).epsilon(1e-14));
  CHECK(std::abs(normal_quantile(0.5)) < 1e-15);
}

TEST_CASE("the normal quantile inverts the distribution out to its tails") {
  for (double x = -8.5; x <= 8.0; x += 0.25) {
    const double p = 0.5 * std::erfc(-x / std::numbers::sqrt2);
    CHECK(std::abs(normal_quantile(p) - x) < (x < 0.0 ? 1e-13 : 1e-15 / std::exp(-0.5 * x * x) + 1e-13));
  }
}
