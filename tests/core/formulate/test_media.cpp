// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <random>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/film/film_prediction.hpp>
#include <shadematch/formulate/ingredient.hpp>
#include <shadematch/formulate/skin_medium.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "made_stocks.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// K and S of a random mix, smooth over wavelength.
void draw_mix(std::mt19937& random, double K_most, double S_most, Bands& K, Bands& S) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double k = K_most * std::pow(10, -3 * unit(random));
  const double s = S_most * std::pow(10, -3 * unit(random));
  const double edge = 400 + 300 * unit(random);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    K[band] = k * (.03 + 1 / (1 + std::exp((band_nm(band) - edge) / 20)));
    S[band] = s * 550 / band_nm(band);
  }
}

void check_medium(const Medium& medium, double K_most, double S_most, double coverage) {
  const ColorimetricWeights d65 = colorimetric_weights(illuminant("D65"), observer(2));
  std::mt19937 random(4);
  for (int i = 0; i < 20; ++i) {
    Bands K{};
    Bands S{};
    Reflectance table;
    MediumSlopes slopes;
    draw_mix(random, K_most, S_most, K, S);
    medium.reflect(K, S, coverage, table.R, &slopes);
    const Lab by_table = lab_from_reflectance(table, d65);
    const Lab by_model = lab_from_reflectance(medium.model(K, S, coverage), d65);
    CHECK(delta_e_ciede2000(by_table, by_model) < .02);
    for (const std::size_t band : {3U, 18U, 30U}) {
      constexpr double kStep = .04;
      Bands more = K;
      Bands R{};
      more[band] *= 1 + kStep;
      medium.reflect(more, S, coverage, R, nullptr);
      CHECK(slopes.by_K[band] * K[band] * kStep == Approx(R[band] - table.R[band]).epsilon(.15).margin(2e-4));
      more = S;
      more[band] *= 1 + kStep;
      medium.reflect(K, more, coverage, R, nullptr);
      CHECK(slopes.by_S[band] * S[band] * kStep == Approx(R[band] - table.R[band]).epsilon(.15).margin(2e-4));
    }
  }
}

}  // namespace

TEST_CASE("the table of a film agrees with its model, and its slopes with its differences") {
  // The slopes are those of straight lines between nodes: they jump at each node.
  check_medium(FilmMedium(flat_reflectance(.85)), 60, 20, 1);
  check_medium(FilmMedium(flat_reflectance(.06), {1.35, .0}), 60, 20, 1);
}

TEST_CASE("so does that of healed skin") {
  const SkinMedium skin(skin_from_lab({62, 12, 16}));
  check_medium(skin, 8e4, 2e4, .3);
  Bands K{};
  Bands S{};
  K.fill(1e4);
  Bands bare{};
  Bands more{};
  MediumSlopes slopes;
  skin.reflect(K, S, .3, bare, &slopes);
  skin.reflect(K, S, .301, more, nullptr);
  CHECK(slopes.by_coverage[10] * .001 == Approx(more[10] - bare[10]).epsilon(.01));
  Healing impossible;
  impossible.uptake = -1;
  CHECK_THROWS_WITH(SkinMedium(skin_from_lab({62, 12, 16}), impossible),
                    "SkinMedium: expected uptake in 0.000000..1.000000 and above 0, got -1.000000");
}

TEST_CASE("a stock comes into a medium at each level of its data") {
  Stock stock = made_stock("ink", 500, 20, 10, 2);
  const Ingredient L3 = film_ingredient(stock, {}, 100);
  CHECK(L3.K[10] == stock.optical->k[10]);
  CHECK(L3.strength_sd == kStrengthSd);
  stock.optical->level = "L2";
  stock.optical->k_over_s.assign(36, 3.0);
  stock.optical->strength = 2.0;
  const Ingredient L2 = film_ingredient(stock, {}, 100);
  CHECK(L2.K[5] == Approx(6.0));
  CHECK(L2.S[5] == Approx(2.0));
  stock.optical->level = "L1";
  Swatch swatch;
  swatch.lab = Lab{45, 20, 10};
  stock.optical->swatches = {swatch};
  const Ingredient L1 = film_ingredient(stock, {}, 100);
  CHECK(L1.strength_sd > L2.strength_sd);
  Bands thick_K = L1.K;
  Bands thick_S = L1.S;
  for (double& k : thick_K) k *= 50;
  for (double& s : thick_S) s *= 50;
  const Lab seen = lab_from_reflectance(FilmMedium(flat_reflectance(.85)).model(thick_K, thick_S, 1),
                                        colorimetric_weights(illuminant("D65"), observer(2)));
  CHECK(delta_e_ciede2000(seen, {45, 20, 10}) < 4);  // the opaque formula against radiative transfer
  stock.optical->level = "L0";
  CHECK_THROWS_WITH(
      film_ingredient(stock, {}, 100),
      "stock 'ink': expected optical data of level L1, L2 or L3 for a film (L0 is for skin only), got L0");
}

TEST_CASE("a stock of which nothing was measured comes into skin as ideal spheres, and says so") {
  Stock stock = made_stock("carbon", 500, 20, 10, 2);
  stock.optical.reset();
  stock.density_g_cm3 = 1.05;
  CHECK_THROWS_AS(skin_ingredient(stock), std::invalid_argument);
  Component carbon;
  carbon.ci = "77266";
  carbon.mass_fraction.value = .15;
  carbon.density_g_cm3 = 1.8;
  carbon.particle_nm = ParticleSize{100, 400};
  stock.components = {carbon};
  const Ingredient ingredient = skin_ingredient(stock);
  CHECK(ingredient.synthetic);
  CHECK(ingredient.K[17] > 0);
  CHECK(ingredient.strength_sd == .7);
  stock.components[0].ci = "12345";
  CHECK_THROWS_WITH(skin_ingredient(stock),
                    "pigment_optics: expected CI number 77266, 77491, 77499 or 77891, got 12345");
  CHECK_FALSE(skin_ingredient(water()).synthetic);
}
