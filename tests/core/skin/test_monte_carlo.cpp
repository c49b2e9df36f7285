// SPDX-License-Identifier: Apache-2.0
// Photons followed one by one, against exact and published values, and as the second opinion on adding-doubling.
#include <array>
#include <catch2_shim.hpp>
#include <cmath>
#include <vector>

#include <shadematch/skin/monte_carlo.hpp>

using namespace shadematch;

namespace {

double lightness(double Y) {
  return Y > 216.0 / 24389.0 ? 116.0 * std::cbrt(Y) - 16.0 : Y * 24389.0 / 27.0;
}

/// H(1) of isotropic scattering by Chandrasekhar's integral equation [chandrasekhar1960] on a midpoint rule.
double chandrasekhar_h_at_1(double albedo) {
  constexpr int kNodes = 1000;
  std::array<double, kNodes> H{};
  H.fill(1.0);
  const double root = std::sqrt(1.0 - albedo);
  const auto at = [&](double mu) {
    double sum = 0.0;
    for (int j = 0; j < kNodes; ++j) {
      const double nu = (j + 0.5) / kNodes;
      sum += nu * H[static_cast<std::size_t>(j)] / (mu + nu) / kNodes;
    }
    return 1.0 / (root + 0.5 * albedo * sum);
  };
  for (int round = 0; round < 12; ++round) {
    std::array<double, kNodes> next{};
    for (int i = 0; i < kNodes; ++i) next[static_cast<std::size_t>(i)] = at((i + 0.5) / kNodes);
    H = next;
  }
  return at(1.0);
}

struct Setting {
  double mua, musr, zone_mua;
};

}  // namespace

TEST_CASE("photons in an endless medium without a surface return what Chandrasekhar's H function says") {
  for (const double albedo : {0.5, 0.9}) {
    MonteCarloOptions options;
    options.refractive_index = 1.0;
    options.seed = 3;
    const MonteCarloReflectance found = monte_carlo_reflectance({}, {1.0 - albedo, albedo}, options);
    const double exact = 1.0 - std::sqrt(1.0 - albedo) * chandrasekhar_h_at_1(albedo);
    INFO("albedo " << albedo << " exact " << exact << " found " << found.R << " +- " << found.standard_error);
    CHECK(std::abs(found.R - exact) < 4.0 * found.standard_error);
    CHECK(found.standard_error < 0.0015);
  }
}

// The value .2600 is of Giovanelli 1955 [giovanelli1955], as quoted by Wang, Jacques & Zheng 1995 [wang1995].
TEST_CASE("photons under a surface of index 1.5 return what Giovanelli published") {
  MonteCarloOptions options;
  options.refractive_index = 1.5;
  options.specular_included = true;
  options.seed = 4;
  const MonteCarloReflectance found = monte_carlo_reflectance({}, {10.0, 90.0}, options);
  CHECK(std::abs(found.R - 0.2600) < 4.0 * found.standard_error);
  AddingDoublingOptions solver;
  solver.refractive_index = 1.5;
  solver.specular_included = true;
  solver.streams = 32;
  CHECK(layered_reflectance({}, {10.0, 90.0}, solver) == Approx(0.2600).margin(0.0003));
}

TEST_CASE("adding-doubling agrees with photons for a black zone at four depths in four dermes") {
  MonteCarloOptions options;
  options.photons = 400000;
  for (const Setting& s : {Setting{0.5, 45.0, 300.0}, {4.0, 30.0, 300.0}, {15.0, 60.0, 2000.0}, {1.0, 25.0, 50.0}}) {
    for (const double depth_mm : {0.05, 0.1, 0.3, 1.0}) {
      const Turbidity dermis{s.mua, s.musr};
      const std::vector<TissueLayer> layers{{dermis, depth_mm}, {{s.mua + s.zone_mua, s.musr}, 0.4}};
      options.seed += 1;
      const MonteCarloReflectance photons = monte_carlo_reflectance(layers, dermis, options);
      const double difference = lightness(layered_reflectance(layers, dermis)) - lightness(photons.R);
      INFO("mua " << s.mua << " musr " << s.musr << " zone " << s.zone_mua << " depth " << depth_mm << " differs by "
                  << difference);
      CHECK(std::abs(difference) < 0.35);
    }
  }
}

TEST_CASE("adding-doubling agrees with photons for a dark epidermis in diffuse light") {
  const Turbidity epidermis{40.0, 30.0};
  const Turbidity dermis{2.0, 30.0};
  const std::vector<TissueLayer> layers{{epidermis, 0.08}};
  MonteCarloOptions options;
  AddingDoublingOptions solver;
  for (const Illumination light : {Illumination::kNormal, Illumination::kDiffuse}) {
    options.illumination = solver.illumination = light;
    solver.streams = 16;
    const MonteCarloReflectance photons = monte_carlo_reflectance(layers, dermis, options);
    CHECK(std::abs(photons.R - layered_reflectance(layers, dermis, solver)) < 4.0 * photons.standard_error + 0.001);
  }
}

TEST_CASE("a seed repeats its photons") {
  MonteCarloOptions options;
  options.photons = 500;
  const MonteCarloReflectance first = monte_carlo_reflectance({}, {1.0, 30.0}, options);
  CHECK(monte_carlo_reflectance({}, {1.0, 30.0}, options).R == first.R);
  options.seed = 2;
  CHECK(monte_carlo_reflectance({}, {1.0, 30.0}, options).R != first.R);
}

TEST_CASE("photons refuse what they would never leave") {
  CHECK_THROWS_WITH(monte_carlo_reflectance({}, {0.0, 30.0}),
                    "monte_carlo_reflectance: expected a ground with mua > 0 1/cm, got 0.000000");
  CHECK_THROWS_WITH(monte_carlo_reflectance({}, {1.0, -1.0}),
                    "monte_carlo_reflectance: expected finite musr >= 0 1/cm, got -1.000000");
  MonteCarloOptions options;
  options.photons = 1;
  CHECK_THROWS_WITH(monte_carlo_reflectance({}, {1.0, 1.0}, options),
                    "monte_carlo_reflectance: expected at least 2 photons, got 1.000000");
}
