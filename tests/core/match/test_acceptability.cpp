// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <stdexcept>

#include <shadematch/match/acceptability.hpp>

using namespace shadematch;

TEST_CASE("fair and dark skin have the published bands, held beyond their angles") {
  for (const double ita : {41.0, 60.0, 90.0}) {
    CHECK(acceptability_bands(ita).perceptible == 0.8);
    CHECK(acceptability_bands(ita).acceptable == 1.8);
  }
  for (const double ita : {10.0, -50.0}) {
    CHECK(acceptability_bands(ita).perceptible == 1.3);
    CHECK(acceptability_bands(ita).acceptable == 2.6);
  }
}

TEST_CASE("between fair and dark the bands are linear in the angle") {
  CHECK(acceptability_bands(25.5).perceptible == Approx(1.05));
  CHECK(acceptability_bands(25.5).acceptable == Approx(2.2));
  CHECK(acceptability_bands(33.25).acceptable == Approx(2.0));
}

TEST_CASE("the angle is that of the skin adapted to D65") {
  // D50 Lab (62, 4, 20) is 30.96 degrees as it stands and 30.769 in D65 (colour-science, Bradford).
  CHECK(acceptability_bands(Lab{62, 4, 20}).acceptable == Approx(2.6 - 0.8 * (30.7689 - 10) / 31).margin(2e-5));
}

TEST_CASE("unknown skin gets the strictest bands") {
  CHECK(acceptability_bands(std::optional<Lab>{}).acceptable == 1.8);
  CHECK(acceptability_bands(std::optional<Lab>{}).perceptible == 0.8);
}

TEST_CASE("an angle that is no number is refused") {
  CHECK_THROWS_WITH(acceptability_bands(std::nan("")), "acceptability_bands: expected an angle in degrees, got NaN");
}

TEST_CASE("a verdict is what the whole interval proves") {
  const AcceptabilityBands bands{0.8, 1.8};
  CHECK(verdict(0.0, 0.79, bands) == "match");
  CHECK(verdict(0.0, 0.8, bands) == "acceptable");
  CHECK(verdict(0.9, 1.79, bands) == "acceptable");
  CHECK(verdict(0.0, 1.8, bands) == "cannot_tell");
  CHECK(verdict(1.79, 9.0, bands) == "cannot_tell");
  CHECK(verdict(1.8, 9.0, bands) == "visible");
}
