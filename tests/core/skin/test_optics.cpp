// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/skin/hair.hpp>
#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/skin/tissue_optics.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "golden.hpp"

using namespace shadematch;

namespace {

Lab lab_d65_10(const Reflectance& reflectance) {
  return lab_from_reflectance(reflectance, colorimetric_weights(illuminant("D65"), observer(10)));
}

double distance(const Lab& lab, const CsvTable& table, std::size_t row) {
  return std::hypot(lab.L - table.number(row, 2), lab.a - table.number(row, 3), lab.b - table.number(row, 4));
}

}  // namespace

TEST_CASE("tissue absorbs and scatters by the closed formulas") {
  CHECK(melanosome_absorption(500.0) == Approx(6.6e11 / std::pow(500.0, 3.33)));
  CHECK(melanosome_absorption(694.0) == Approx(228.0).epsilon(0.01));
  CHECK(bloodless_absorption(500.0) == Approx(1.28).epsilon(0.01));
  CHECK(tissue_scattering(500.0, 46.0, 1.421) == Approx(46.0));
  CHECK(tissue_scattering(1000.0, 46.0, 1.0) == Approx(23.0));
}

TEST_CASE("blood absorbs by the haemoglobin table") {
  CHECK(blood_absorption(1.0)[17] == Approx(2.303 * 150.0 / 64500.0 * 43016.0));
  CHECK(blood_absorption(0.0)[17] == Approx(2.303 * 150.0 / 64500.0 * 53412.0));
  CHECK(blood_absorption(0.5)[17] == Approx(2.303 * 150.0 / 64500.0 * 48214.0));
}

TEST_CASE("pigment optics are the table at its sizes and monotone between them") {
  CHECK(pigment_optics("77266", 50.0).mua[0] == Approx(2.2426e5));
  CHECK(pigment_optics("77266", 800.0).musr[0] == Approx(2421.6));
  CHECK(pigment_optics("77491", 300.0).mua[0] == Approx(70506.0));
  CHECK(pigment_optics("77891", 300.0).mua[0] == 0.0);
  const double between = pigment_optics("77266", 141.421356).mua[0];
  CHECK(between == Approx(std::sqrt(1.9253e5 * 1.1007e5)).epsilon(1e-6));
}

TEST_CASE("a pigment or size without optics is refused with what there is") {
  CHECK_THROWS_WITH(pigment_optics("74160", 200.0),
                    "pigment_optics: expected CI number 77266, 77491, 77499 or 77891, got 74160");
  CHECK_THROWS_WITH(pigment_optics("77499", 100.0),
                    "pigment_optics: expected a diameter of CI 77499 in 300.000000..600.000000 nm, got 100.000000");
}

TEST_CASE("black and dark brown hair are plausible beside the measured tresses") {
  const CsvTable literature = golden_table("hair_lab_literature.csv");
  const Lab black = lab_d65_10(hair_reflectance({200.0, 0.0, 0.0}));
  const Lab brown = lab_d65_10(hair_reflectance({33.0, 0.3, 0.0}));
  for (std::size_t row = 0; row < literature.rows.size(); ++row) {
    const std::string& name = literature.rows[row][0];
    INFO(name);
    if (name.starts_with("dark brown")) CHECK(distance(brown, literature, row) < 2.0);
    if (name == "black") CHECK(distance(black, literature, row) < 2.0);
  }
}

TEST_CASE("hair runs from black over brown and blond to white, and gray is neutral between") {
  double last = 0.0;
  for (const double melanin : {200.0, 33.0, 10.0, 3.0, 1.0, 0.0}) {
    const double L = lab_d65_10(hair_reflectance({melanin, 0.3, 0.0})).L;
    CHECK(L > last);
    last = L;
  }
  CHECK(last > 70.0);
  const Lab blond = lab_d65_10(hair_reflectance({2.0, 0.3, 0.0}));
  const Lab gray = lab_d65_10(hair_reflectance({200.0, 0.1, 0.5}));
  CHECK(blond.b > gray.b + 8.0);
  CHECK(lab_d65_10(hair_reflectance({8.0, 1.0, 0.0})).a > lab_d65_10(hair_reflectance({8.0, 0.0, 0.0})).a + 2.0);
}

TEST_CASE("hair outside its range is refused by name") {
  CHECK_THROWS_WITH(hair_reflectance({10.0, 1.5, 0.0}),
                    "hair_reflectance: expected pheomelanin_share in 0..1.000000, got 1.500000");
}
