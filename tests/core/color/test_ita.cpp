// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/ita.hpp>

using namespace shadematch;

TEST_CASE("a D65 Lab gives the plain angle") {
  CHECK(ita({65, 10, 15}, kWhiteD65) == Approx(45.0).epsilon(1e-12));
  CHECK(ita({35, 10, 15}, kWhiteD65) == Approx(-45.0).epsilon(1e-12));
  CHECK(ita({50, 10, 15}, kWhiteD65) == Approx(0.0).margin(1e-12));
}

TEST_CASE("a D50 Lab is adapted to D65 first") {
  const Lab d65{65, 10, 15};
  const Lab d50 = lab_from_xyz(adapt(xyz_from_lab(d65, kWhiteD65), kWhiteD65, kWhiteD50));
  CHECK(ita(d50) == Approx(45.0).epsilon(1e-12));
  CHECK(std::abs(ita(d65) - 45.0) > 0.1);
}

TEST_CASE("bluish colors have no typology angle") {
  CHECK(std::isnan(ita({65, 10, 0}, kWhiteD65)));
  CHECK(std::isnan(ita({65, 10, -5}, kWhiteD65)));
}

TEST_CASE("the table form of the angle holds the same numbers as the single form") {
  LabTable lab(2, 3);
  lab << 65, 10, 15, 40, 12, 20;
  const Eigen::ArrayXd angles = ita(lab);
  CHECK(angles[0] == ita(Lab{65, 10, 15}));
  CHECK(angles[1] == ita(Lab{40, 12, 20}));
}

TEST_CASE("each class ends where the literature says, the limit belonging to the darker class") {
  CHECK(ita_class(55.1) == "very light");
  CHECK(ita_class(55.0) == "light");
  CHECK(ita_class(41.1) == "light");
  CHECK(ita_class(41.0) == "intermediate");
  CHECK(ita_class(28.1) == "intermediate");
  CHECK(ita_class(28.0) == "tan");
  CHECK(ita_class(10.1) == "tan");
  CHECK(ita_class(10.0) == "brown");
  CHECK(ita_class(-29.9) == "brown");
  CHECK(ita_class(-30.0) == "dark");
  CHECK_THROWS_WITH(ita_class(std::numeric_limits<double>::quiet_NaN()),
                    "ita_class: expected an angle in degrees, got nan");
}
