// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/cie94.hpp>

using namespace shadematch;

TEST_CASE("CIE94 divides each difference by its tolerance at the standard") {
  // C1 = 20, dL = 1, dC = 5, dH = 0.
  const Lab standard{50, 12, 16}, batch{51, 15, 20};
  CHECK(delta_e_cie94(standard, batch) == Approx(std::hypot(1.0, 5.0 / 1.9)).epsilon(1e-14));
  CHECK(delta_e_cie94(standard, batch, kCie94Textiles) == Approx(std::hypot(0.5, 5.0 / 1.96)).epsilon(1e-14));
  // Equal chroma: dH is the distance, sqrt(4^2 + 4^2).
  const Lab turned{50, 16, 12};
  CHECK(delta_e_cie94(standard, turned) == Approx(std::sqrt(32.0) / 1.3).epsilon(1e-14));
  CHECK(delta_e_cie94(standard, turned, kCie94Textiles) == Approx(std::sqrt(32.0) / 1.28).epsilon(1e-14));
}

TEST_CASE("in CIE94 the standard sets the tolerances") {
  const Lab gray{50, 0, 0}, red{50, 30, 0};
  CHECK(delta_e_cie94(gray, red) == Approx(30.0));
  CHECK(delta_e_cie94(red, gray) == Approx(30.0 / (1.0 + 0.045 * 30.0)));
}

TEST_CASE("CIE94 of equal hues is real although rounding makes their hue difference negative") {
  for (double scale = 1.01; scale < 2.0; scale += 0.01) {
    const double delta_e = delta_e_cie94({50, 0.1, 0.7}, {50, 0.1 * scale, 0.7 * scale});
    CHECK(std::isfinite(delta_e));
    CHECK(delta_e > 0.0);
  }
  CHECK(std::isnan(delta_e_cie94({50, 1, 2}, {50, NAN, 2})));
}

TEST_CASE("the parametric factors of CIE94 divide their own term") {
  const Lab standard{50, 12, 16};
  CHECK(delta_e_cie94(standard, {52, 12, 16}, {.k_L = 4.0}) == Approx(0.5));
  CHECK(delta_e_cie94(standard, {50, 15, 20}, {.k_C = 2.0}) == Approx(5.0 / 1.9 / 2.0));
  CHECK(delta_e_cie94(standard, {50, 16, 12}, {.k_H = 2.0}) == Approx(std::sqrt(32.0) / 1.3 / 2.0));
}
