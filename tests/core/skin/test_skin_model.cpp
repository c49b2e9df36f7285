// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/skin/pigment_optics.hpp>
#include <shadematch/skin/skin_model.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "golden.hpp"

using namespace shadematch;

namespace {

SkinParameters golden_skin() {
  SkinParameters skin;
  skin.melanosome_fraction = 0.022;
  skin.scattering_A = 55.0;
  return skin;
}

PigmentZone carbon_zone(double depth_mm, double volume_fraction) {
  PigmentZone zone;
  zone.depth_mm = depth_mm;
  const PigmentOptics carbon = pigment_optics("77266", 200.0);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    zone.mua[band] = volume_fraction * carbon.mua[band];
    zone.musr[band] = volume_fraction * carbon.musr[band];
  }
  return zone;
}

Lab lab_d65(const Reflectance& reflectance) {
  return lab_from_reflectance(reflectance, colorimetric_weights(illuminant("D65"), observer(2)));
}

}  // namespace

TEST_CASE("bare skin and a carbon dot have the recorded reflectance and Lab") {
  const CsvTable golden = golden_table("skin_model.csv");
  const Reflectance colors[] = {skin_reflectance(golden_skin()),
                                pigmented_skin_reflectance(golden_skin(), carbon_zone(0.05, 1e-3))};
  for (std::size_t row = 0; row < golden.rows.size(); ++row) {
    INFO(golden.rows[row][0]);
    CHECK(colors[row].R[7] == Approx(golden.number(row, 1)).margin(1e-5));
    CHECK(colors[row].R[17] == Approx(golden.number(row, 2)).margin(1e-5));
    CHECK(colors[row].R[27] == Approx(golden.number(row, 3)).margin(1e-5));
    const Lab lab = lab_d65(colors[row]);
    CHECK(lab.L == Approx(golden.number(row, 4)).margin(0.02));
    CHECK(lab.a == Approx(golden.number(row, 5)).margin(0.02));
    CHECK(lab.b == Approx(golden.number(row, 6)).margin(0.02));
  }
}

TEST_CASE("a zone without pigment cannot be seen") {
  const Reflectance bare = skin_reflectance(golden_skin());
  const Reflectance empty = pigmented_skin_reflectance(golden_skin(), PigmentZone{});
  for (std::size_t band = 0; band < kBandCount; ++band) CHECK(empty.R[band] == Approx(bare.R[band]).epsilon(1e-8));
}

TEST_CASE("more pigment is darker and more depth is lighter") {
  double last = 100.0;
  for (const double volume_fraction : {1e-5, 1e-4, 1e-3, 1e-2}) {
    const double L = lab_d65(pigmented_skin_reflectance(golden_skin(), carbon_zone(0.1, volume_fraction))).L;
    CHECK(L < last);
    last = L;
  }
  CHECK(lab_d65(pigmented_skin_reflectance(golden_skin(), carbon_zone(0.3, 1e-2))).L > last + 5.0);
}

TEST_CASE("melanin darkens and yellows skin, blood reddens it") {
  SkinParameters dark = golden_skin();
  dark.melanosome_fraction = 0.1;
  SkinParameters red = golden_skin();
  red.blood_fraction = 0.05;
  const Lab bare = lab_d65(skin_reflectance(golden_skin()));
  CHECK(lab_d65(skin_reflectance(dark)).L < bare.L - 10.0);
  CHECK(lab_d65(skin_reflectance(dark)).b > bare.b);
  CHECK(lab_d65(skin_reflectance(red)).a > bare.a + 3.0);
}

TEST_CASE("a skin parameter in a wrong unit is refused by name") {
  SkinParameters skin;
  skin.epidermis_thickness_mm = 80.0;
  CHECK_THROWS_WITH(skin_reflectance(skin),
                    "skin_reflectance: expected epidermis_thickness_mm in 0.000000..2.000000, got 80.000000");
  PigmentZone zone;
  zone.depth_mm = -0.1;
  CHECK_THROWS_WITH(pigmented_skin_reflectance({}, zone),
                    "pigmented_skin_reflectance: expected depth_mm in 0.000000..5.000000, got -0.100000");
  CHECK_THROWS_WITH(pigmented_skin_reflectance(skin, PigmentZone{}),
                    "pigmented_skin_reflectance: expected epidermis_thickness_mm in 0.000000..2.000000, got 80.000000");
}

TEST_CASE("a pigment that would shine is refused with its band") {
  PigmentZone zone;
  zone.mua[17] = -0.5;
  CHECK_THROWS_WITH(pigmented_skin_reflectance({}, zone),
                    "pigmented_skin_reflectance: expected finite mua >= 0 1/cm, got -0.500000 at 550 nm");
  zone.mua[17] = 0.0;
  zone.musr[35] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(pigmented_skin_reflectance({}, zone),
                    "pigmented_skin_reflectance: expected finite musr >= 0 1/cm, got nan at 730 nm");
}
