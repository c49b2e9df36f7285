// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/spectrum/daylight_illuminant.hpp>
#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/planckian_illuminant.hpp>

using namespace shadematch;

TEST_CASE("every listed illuminant can be had by its name") {
  const auto names = illuminant_names();
  CHECK(names.size() == 18);
  for (const auto& name : names) {
    INFO(name);
    CHECK(illuminant(name).name == name);
    CHECK(illuminant(name).power.at(560) > 0);
  }
}

TEST_CASE("an unknown illuminant is refused with the known names") {
  CHECK_THROWS_WITH(
      illuminant("d65"),
      "illuminant: expected one of A, D50, D55, D65, D75, E, FL11, FL2, FL7, LED-B1, LED-B2, LED-B3, LED-B4, "
      "LED-B5, LED-BH1, LED-RGB1, LED-V1, LED-V2, got 'd65'");
}

TEST_CASE("illuminant E has the same power everywhere") {
  CHECK(illuminant("E").power.at(400) == 100.0);
  CHECK(illuminant("E").power.at(720) == 100.0);
}

TEST_CASE("Planck's law gives CIE illuminant A, which is defined as 2848 K with the c2 of its time") {
  const Illuminant A = illuminant("A");
  const Illuminant black_body = planckian_illuminant(2848.0 * 1.4388 / 1.4350);
  for (int nm = 380; nm <= 780; ++nm) {
    INFO(nm << " nm");
    CHECK(100.0 * black_body.power.at(nm) == Approx(A.power.at(nm)).epsilon(5e-6));
  }
}

TEST_CASE("a black body peaks where Wien's law says") {
  const auto& power = planckian_illuminant(5000).power;
  const auto peak = std::max_element(power.values().begin(), power.values().end());
  CHECK(power.first_nm() + static_cast<double>(peak - power.values().begin()) == Approx(2.8978e6 / 5000).margin(1.0));
}

TEST_CASE("the CIE daylight formula gives the tabulated daylights") {
  struct Row {
    const char* name;
    double nominal_kelvin;
  };
  for (const Row& row : {Row{"D50", 5000}, Row{"D55", 5500}, Row{"D65", 6500}, Row{"D75", 7500}}) {
    const Illuminant table = illuminant(row.name);
    const Illuminant formula = daylight_illuminant(row.nominal_kelvin * 1.4388 / 1.4380);
    for (int nm = 380; nm <= 780; nm += 10) {
      INFO(row.name << " at " << nm << " nm");
      CHECK(formula.power.at(nm) == Approx(table.power.at(nm)).margin(0.06));
    }
  }
}

TEST_CASE("the two cubics of the daylight locus meet near 7000 K") {
  const auto below = daylight_illuminant(7000.0).power;
  const auto above = daylight_illuminant(7000.0001).power;
  for (int nm = 380; nm <= 780; nm += 50) CHECK(below.at(nm) == Approx(above.at(nm)).epsilon(3e-3));
}

TEST_CASE("temperatures outside the range of the formulas are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(planckian_illuminant(999.0),
                    "planckian_illuminant: expected a temperature of 1000 to 100000 K, got 999.000000");
  CHECK_THROWS_AS(planckian_illuminant(nan), std::invalid_argument);
  CHECK_THROWS_WITH(daylight_illuminant(3999.0),
                    "daylight_illuminant: expected a correlated color temperature of 4000 to 25000 K, got 3999.000000");
  CHECK_THROWS_AS(daylight_illuminant(nan), std::invalid_argument);
}
