// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/color/cam16.hpp>

#include "../golden_table.hpp"

using namespace shadematch;

TEST_CASE("the worked examples of CAM16 are met to their last digit") {
  const CsvTable table = golden_table("cam16.csv");
  REQUIRE(table.rows.size() == 2);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    INFO("row " << row + 1);
    const auto at = [&](const char* name) { return table.number(row, table.column(name)); };
    const Cam16ViewingConditions conditions{.white = {at("Xw") / 100, at("Yw") / 100, at("Zw") / 100},
                                            .adapting_luminance_cd_m2 = at("L_A"),
                                            .background_Y = at("Y_b") / 100};
    const Cam16 look = cam16_from_xyz({at("X") / 100, at("Y") / 100, at("Z") / 100}, conditions);
    CHECK(look.J == Approx(at("J")).margin(1e-7));
    CHECK(look.C == Approx(at("C")).margin(1e-7));
    CHECK(look.h == Approx(at("h")).margin(1e-7));
    CHECK(look.s == Approx(at("s")).margin(1e-7));
    CHECK(look.Q == Approx(at("Q")).margin(1e-7));
    CHECK(look.M == Approx(at("M")).margin(1e-7));
  }
}

TEST_CASE("the white has lightness 100 and black 0, whatever the conditions") {
  for (const auto& surround : {kAverageSurround, kDimSurround, kDarkSurround}) {
    const Cam16ViewingConditions conditions{.background_Y = 0.3, .surround = surround};
    CHECK(cam16_from_xyz(kWhiteD50, conditions).J == Approx(100.0).epsilon(1e-13));
    const Cam16 black = cam16_from_xyz({0, 0, 0}, conditions);
    CHECK(black.J == 0.0);
    CHECK(black.M == 0.0);
    CHECK(black.s == 0.0);
  }
}

TEST_CASE("the appearance of every real color is finite, of an imaginary one perhaps not") {
  for (const double X : {0.0, 1e-6, 0.3, 1.0}) {
    for (const double Y : {0.0, 1e-6, 0.3, 1.0}) {
      for (const double Z : {0.0, 1e-6, 0.3, 1.0}) {
        if (Y < 0.2 * std::max(X, Z)) continue;  // no spectral color is further from the grey axis
        INFO(X << " " << Y << " " << Z);
        const Cam16 look = cam16_from_xyz({X, Y, Z});
        CHECK(std::isfinite(look.J + look.C + look.h + look.Q + look.M + look.s));
      }
    }
  }
  CHECK(std::isnan(cam16_from_xyz({0.005, 0.0006, -0.05}).M));
}

TEST_CASE("a fully adapted eye sees the white without color") {
  CHECK(cam16_from_xyz(kWhiteD50, {.discount_illuminant = true}).M == Approx(0.0).margin(1e-3));
  CHECK(cam16_from_xyz(kWhiteD50, {.discount_illuminant = false}).M > 0.5);
}

TEST_CASE("a dimmer surround lowers the contrast: dark colors look lighter") {
  const XYZ dark{0.09, 0.1, 0.08};
  const auto lightness = [&](const Cam16Surround& surround) { return cam16_from_xyz(dark, {.surround = surround}).J; };
  CHECK(lightness(kDimSurround) > lightness(kAverageSurround) + 1.0);
  CHECK(lightness(kDarkSurround) > lightness(kDimSurround) + 1.0);
}

TEST_CASE("impossible viewing conditions are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(cam16_from_xyz(kWhiteD50, {.adapting_luminance_cd_m2 = 0}),
                    "cam16_from_xyz: expected an adapting luminance > 0, got 0.000000");
  CHECK_THROWS_WITH(cam16_from_xyz(kWhiteD50, {.background_Y = -1}),
                    "cam16_from_xyz: expected a background Y > 0, got -1.000000");
  CHECK_THROWS_WITH(cam16_from_xyz(kWhiteD50, {.white = {95, 100, 108}}),
                    "cam16_from_xyz: expected a white with Y = 1, got 100.000000");
  CHECK_THROWS_AS(cam16_from_xyz(kWhiteD50, {.background_Y = nan}), std::invalid_argument);
}
