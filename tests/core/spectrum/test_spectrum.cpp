// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/spectrum/reflectance.hpp>
#include <shadematch/spectrum/spectrum.hpp>

using namespace shadematch;

TEST_CASE("a spectrum is linear between its values and held outside") {
  const Spectrum spectrum(400, 10, {1.0, 3.0, 2.0});
  CHECK(spectrum.at(390) == 1.0);
  CHECK(spectrum.at(400) == 1.0);
  CHECK(spectrum.at(402.5) == 1.5);
  CHECK(spectrum.at(410) == 3.0);
  CHECK(spectrum.at(415) == 2.5);
  CHECK(spectrum.at(420) == 2.0);
  CHECK(spectrum.at(500) == 2.0);
  CHECK(spectrum.last_nm() == 420.0);
  CHECK(std::isnan(spectrum.at(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("a spectrum of one value is flat") {
  CHECK(Spectrum(500, 1, {0.25}).at(700) == 0.25);
}

TEST_CASE("a spectrum without values, steps or finite numbers is refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(Spectrum(nan, 10, {1.0}), "Spectrum: expected a finite first_nm, got nan");
  CHECK_THROWS_WITH(Spectrum(400, 0, {1.0}), "Spectrum: expected step_nm > 0, got 0.000000");
  CHECK_THROWS_AS(Spectrum(400, nan, {1.0}), std::invalid_argument);
  CHECK_THROWS_WITH(Spectrum(400, 10, {}), "Spectrum: expected at least one value, got none");
  CHECK_THROWS_WITH(Spectrum(400, 10, {1.0, nan}), "Spectrum: expected finite values, got nan at index 1");
}

TEST_CASE("a reflectance measured from 400 to 700 nm is held to 380 and 730 nm") {
  std::vector<double> values(31, 0.5);
  values.front() = 0.2;
  values.back() = 0.8;
  const Reflectance reflectance = reflectance_from_spectrum(Spectrum(400, 10, values));
  CHECK(reflectance.R[0] == 0.2);   // 380 nm
  CHECK(reflectance.R[2] == 0.2);   // 400 nm
  CHECK(reflectance.R[3] == 0.5);   // 410 nm
  CHECK(reflectance.R[32] == 0.8);  // 700 nm
  CHECK(reflectance.R[35] == 0.8);  // 730 nm
}

TEST_CASE("the bands run from 380 to 730 nm") {
  CHECK(band_nm(0) == 380.0);
  CHECK(band_nm(kBandCount - 1) == 730.0);
}
