// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <numbers>

#include <shadematch/difference/cmc.hpp>

using namespace shadematch;

TEST_CASE("CMC weighs lightness by the standard's lightness, with a floor for dark colors") {
  CHECK(delta_e_cmc({50, 0, 0}, {51, 0, 0}, {1, 1}) == Approx((1 + 0.01765 * 50) / (0.040975 * 50)).epsilon(1e-14));
  CHECK(delta_e_cmc({50, 0, 0}, {51, 0, 0}) == Approx((1 + 0.01765 * 50) / (0.040975 * 50) / 2).epsilon(1e-14));
  CHECK(delta_e_cmc({15.9, 0, 0}, {16.9, 0, 0}, {1, 1}) == Approx(1 / 0.511).epsilon(1e-14));
  CHECK(delta_e_cmc({16, 0, 0}, {17, 0, 0}, {1, 1}) == Approx((1 + 0.01765 * 16) / (0.040975 * 16)).epsilon(1e-14));
}

TEST_CASE("CMC weighs chroma by the standard's chroma") {
  const double S_C = 0.0638 * 20 / (1 + 0.0131 * 20) + 0.638;
  CHECK(delta_e_cmc({50, 12, 16}, {50, 15, 20}) == Approx(5 / S_C).epsilon(1e-13));
  CHECK(delta_e_cmc({50, 12, 16}, {50, 15, 20}, {2, 2}) == Approx(5 / S_C / 2).epsilon(1e-13));
}

TEST_CASE("CMC takes another hue tolerance from 164 to 345 degrees, both ends included") {
  const double C = 30.0, S_C = 0.0638 * C / (1 + 0.0131 * C) + 0.638;
  const double F = std::sqrt(std::pow(C, 4) / (std::pow(C, 4) + 1900));
  const auto degrees = [](double angle) { return angle * std::numbers::pi / 180; };
  for (const double h : {10.0, 90.0, 163.9, 164.1, 200.0, 300.0, 344.9, 345.1}) {
    INFO("hue " << h);
    const bool blue = h > 164.0 && h < 345.0;
    const double T =
        blue ? 0.56 + std::abs(0.2 * std::cos(degrees(h + 168))) : 0.36 + std::abs(0.4 * std::cos(degrees(h + 35)));
    const Lab standard{50, C * std::cos(degrees(h)), C * std::sin(degrees(h))};
    const Lab batch{50, C * std::cos(degrees(h + 2)), C * std::sin(degrees(h + 2))};
    const double dH = 2 * C * std::sin(degrees(1));
    CHECK(delta_e_cmc(standard, batch) == Approx(dH / (S_C * (F * T + 1 - F))).epsilon(1e-12));
  }
}

TEST_CASE("in CMC the standard sets the tolerances") {
  const Lab gray{50, 0, 0}, red{50, 30, 0};
  CHECK(delta_e_cmc(gray, red) == Approx(30 / 0.638));
  CHECK(delta_e_cmc(red, gray) == Approx(30 / (0.0638 * 30 / (1 + 0.0131 * 30) + 0.638)));
}
