// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/skin/client_skin.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "golden.hpp"

using namespace shadematch;

namespace {

Lab lab_under(const char* light, const Reflectance& reflectance) {
  return lab_from_reflectance(reflectance, colorimetric_weights(illuminant(light), observer(2)));
}

SkinParameters some_skin() {
  SkinParameters skin;
  skin.melanosome_fraction = 0.02;
  skin.blood_fraction = 0.015;
  skin.oxygen_saturation = 0.85;
  skin.scattering_A = 50.0;
  skin.scattering_b = 1.3;
  return skin;
}

}  // namespace

TEST_CASE("skin fitted to a color has that color, from light to dark and from pale to red") {
  const CsvTable colors = golden_table("skin_lab_literature.csv");
  REQUIRE(colors.rows.size() == 30);
  for (std::size_t row = 0; row < colors.rows.size(); ++row) {
    const Lab lab{colors.number(row, 3), colors.number(row, 4), colors.number(row, 5)};
    INFO(colors.rows[row][0] << " " << colors.rows[row][1] << " " << colors.rows[row][2]);
    const ClientSkin client = skin_from_lab(lab);
    const Lab found = lab_under("D50", client.reflectance());
    CHECK(std::abs(found.L - lab.L) < 1e-5);
    CHECK(std::abs(found.a - lab.a) < 1e-5);
    CHECK(std::abs(found.b - lab.b) < 1e-5);
    CHECK(client.model_delta_e < 2.0);
    CHECK(client.resembles_skin());
  }
}

TEST_CASE("a color of the model itself needs no residual and gives its parameters back") {
  const Lab lab = lab_under("D50", skin_reflectance(some_skin()));
  SkinFitOptions free;
  free.scattering_weight = free.prior_weight;
  CHECK(skin_from_lab(lab).model_delta_e < 0.3);
  const ClientSkin client = skin_from_lab(lab, free);
  CHECK(client.model_delta_e < 0.02);
  CHECK(client.residual[0] == Approx(1.0).margin(1e-3));
  CHECK(client.residual[35] == Approx(1.0).margin(1e-3));
  CHECK(client.parameters.blood_fraction == Approx(0.015).epsilon(0.1));
  CHECK(client.parameters.oxygen_saturation == 0.85);
}

TEST_CASE("skin that the fit cannot know keeps its color under another light") {
  double sum = 0.0;
  int count = 0;
  for (const double melanosomes : {0.01, 0.03, 0.09}) {
    for (const double oxygen : {0.5, 0.7, 0.95}) {
      for (const double vessel_mm : {0.0, 0.04}) {
        SkinParameters skin{melanosomes, 0.02, oxygen, 52.0, 1.4, 0.07, vessel_mm, 0.5};
        const Reflectance seen = skin_reflectance(skin);
        const ClientSkin client = skin_from_lab(lab_under("D50", seen));
        sum += delta_e_ciede2000(lab_under("A", client.reflectance()), lab_under("A", seen));
        ++count;
      }
    }
  }
  CHECK(sum / count < 0.45);
}

TEST_CASE("a color tells a dot better when scattering is held near its prior") {
  PigmentZone zone;
  zone.mua.fill(40.0);
  SkinFitOptions free;
  free.scattering_weight = free.prior_weight;
  double held = 0.0;
  double loose = 0.0;
  for (const double melanosomes : {0.01, 0.03, 0.09}) {
    for (const double oxygen : {0.5, 0.7, 0.95}) {
      const SkinParameters skin{melanosomes, 0.02, oxygen, 56.0, 1.25, 0.07, 0.03, 0.5};
      const Lab bare = lab_under("D50", skin_reflectance(skin));
      const Lab dot = lab_under("D50", pigmented_skin_reflectance(skin, zone));
      held += delta_e_ciede2000(lab_under("D50", skin_from_lab(bare).reflectance(zone)), dot) / 9.0;
      loose += delta_e_ciede2000(lab_under("D50", skin_from_lab(bare, free).reflectance(zone)), dot) / 9.0;
    }
  }
  INFO("held " << held << " loose " << loose);
  CHECK(held < 2.5);
  CHECK(loose > 2.0 * held);
}

TEST_CASE("the residual of bare skin is on skin with pigment too") {
  const ClientSkin client = skin_from_lab({70.0, 9.0, 14.0});
  PigmentZone zone;
  zone.mua.fill(50.0);
  const Reflectance model = pigmented_skin_reflectance(client.parameters, zone, client.options);
  const Reflectance dot = client.reflectance(zone);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    CHECK(dot.R[band] == Approx(model.R[band] * client.residual[band]).epsilon(1e-12));
  }
  CHECK(lab_under("D50", dot).L < 65.0);
}

TEST_CASE("a color unlike skin is flagged, one that no skin can have is refused with its distance") {
  CHECK_FALSE(skin_from_lab({50.0, -30.0, 10.0}).resembles_skin());
  CHECK_FALSE(skin_from_lab({60.0, 0.0, 0.0}).resembles_skin());
  CHECK_THROWS_WITH(skin_from_lab({95.0, 0.0, 60.0}),
                    Catch::Matchers::StartsWith("skin_from_lab: expected a color that skin can have, got Lab "
                                                "95.000000 0.000000 60.000000, 23."));
  CHECK_THROWS_WITH(skin_from_lab({101.0, 0.0, 0.0}),
                    "skin_from_lab: expected a finite Lab with L* in 2..98, got 101.000000 0.000000 0.000000");
  CHECK_THROWS_AS(skin_from_lab({50.0, std::numeric_limits<double>::quiet_NaN(), 0.0}), std::invalid_argument);
}

TEST_CASE("skin fitted to a spectrum has that spectrum and the parameters behind it") {
  SkinParameters skin = some_skin();
  skin.oxygen_saturation = 0.6;
  skin.scattering_b = 1.5;
  const Reflectance measured = skin_reflectance(skin);
  const ClientSkin client = skin_from_reflectance(measured);
  CHECK(client.parameters.melanosome_fraction == Approx(0.02).epsilon(0.02));
  CHECK(client.parameters.blood_fraction == Approx(0.015).epsilon(0.02));
  CHECK(client.parameters.oxygen_saturation == Approx(0.6).margin(0.02));
  CHECK(client.parameters.scattering_b == Approx(1.5).margin(0.03));
  CHECK(client.model_delta_e < 0.05);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    CHECK(client.reflectance().R[band] == Approx(measured.R[band]).epsilon(1e-9));
  }
}

TEST_CASE("a spectrum with a hole is refused with its band") {
  Reflectance hole = skin_reflectance({});
  hole.R[10] = 0.0;
  CHECK_THROWS_WITH(skin_from_reflectance(hole),
                    "skin_from_reflectance: expected a reflectance in (0, 1.2], got 0.000000 at 480 nm");
  hole.R[10] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(skin_from_reflectance(hole), std::invalid_argument);
}
