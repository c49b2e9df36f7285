// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <random>
#include <vector>

#include <shadematch/skin/adding_doubling.hpp>

#include "golden.hpp"

using namespace shadematch;

namespace {

double lightness(double Y) {
  return 116.0 * std::cbrt(Y) - 16.0;
}

double dot_reflectance(const std::string& depth, int streams) {
  const Turbidity clear{0.5, 45.0};
  std::vector<TissueLayer> layers;
  if (depth != "none") layers = {{clear, std::stod("0" + depth)}, {{300.5, 45.0}, 0.4}};
  AddingDoublingOptions options;
  options.streams = streams;
  return layered_reflectance(layers, clear, options);
}

/// Upward flux at the top and downward flux at the bottom for a beam of unit flux in stream j.
double flux_out(const LayerOperators& layer, const Quadrature& quadrature, Eigen::Index j) {
  const StreamVector flux = quadrature.weight.cwiseProduct(quadrature.mu);
  return flux.dot(layer.R.col(j) + layer.T.col(j)) / flux(j);
}

}  // namespace

TEST_CASE("a pigment zone at eight depths reflects what the reference says") {
  const CsvTable golden = golden_table("skin_dot_depth.csv");
  REQUIRE(golden.rows.size() == 8);
  for (std::size_t row = 0; row < golden.rows.size(); ++row) {
    const std::string depth = golden.rows[row][0];
    INFO("depth " << depth);
    CHECK(dot_reflectance(depth, 32) == Approx(golden.number(row, 1)).margin(1e-4));
    CHECK(lightness(dot_reflectance(depth, 8)) == Approx(golden.number(row, 3)).margin(0.06));
    CHECK(lightness(dot_reflectance(depth, 8)) == Approx(golden.number(row, 2)).margin(0.35));
    CHECK(lightness(dot_reflectance(depth, 16)) == Approx(lightness(dot_reflectance(depth, 32))).margin(0.1));
  }
}

TEST_CASE("a slab that does not absorb returns all light, one that does loses some") {
  const Quadrature quadrature = tissue_quadrature(8, 1.4);
  for (const double thickness_cm : {1e-4, 0.02, 0.5}) {
    const LayerOperators clear = homogeneous_layer({0.0, 45.0}, thickness_cm, quadrature);
    const LayerOperators dark = homogeneous_layer({5.0, 45.0}, thickness_cm, quadrature);
    for (Eigen::Index j = 0; j < 8; ++j) {
      CHECK(flux_out(clear, quadrature, j) == Approx(1.0).epsilon(1e-9));
      CHECK(flux_out(dark, quadrature, j) < 1.0);
    }
    CHECK(dark.R.minCoeff() >= 0.0);
    CHECK(dark.T.minCoeff() >= -1e-12);
  }
}

TEST_CASE("a slab that does not scatter only dims each stream by the law of Beer") {
  const Quadrature quadrature = tissue_quadrature(8, 1.4);
  const LayerOperators layer = homogeneous_layer({3.0, 0.0}, 0.1, quadrature);
  CHECK(layer.R.cwiseAbs().maxCoeff() == Approx(0.0).margin(1e-15));
  for (Eigen::Index i = 1; i < 8; ++i) {
    CHECK(layer.T(i, i) == Approx(std::exp(-0.3 / quadrature.mu(i))).epsilon(2e-2));
  }
}

TEST_CASE("two half slabs are one slab, and a slab of nothing changes nothing") {
  const Quadrature quadrature = tissue_quadrature(8, 1.4);
  const Turbidity medium{2.0, 40.0};
  const StreamMatrix ground = semi_infinite_layer({0.5, 30.0}, quadrature);
  const LayerOperators half = homogeneous_layer(medium, 0.025, quadrature);
  const LayerOperators whole = homogeneous_layer(medium, 0.05, quadrature);
  CHECK((add_on_top(half, add_on_top(half, ground)) - add_on_top(whole, ground)).norm() < 1e-10);
  CHECK((add_on_top(homogeneous_layer(medium, 0.0, quadrature), ground) - ground).norm() < 1e-14);
}

TEST_CASE("a slab on its own medium cannot be seen") {
  const Turbidity medium{1.0, 45.0};
  const std::vector<TissueLayer> layers{{medium, 0.3}, {medium, 0.1}};
  CHECK(layered_reflectance(layers, medium) == Approx(layered_reflectance({}, medium)).epsilon(1e-9));
}

TEST_CASE("reflectance lies in 0..1, falls with absorption and rises with scattering") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> log_mua(-2.0, 3.0);
  std::uniform_real_distribution<double> musr(5.0, 100.0);
  for (const Illumination illumination : {Illumination::kNormal, Illumination::kDiffuse}) {
    AddingDoublingOptions options;
    options.illumination = illumination;
    for (int i = 0; i < 40; ++i) {
      const Turbidity medium{std::pow(10.0, log_mua(random)), musr(random)};
      const double R = layered_reflectance({}, medium, options);
      CHECK(R > 0.0);
      CHECK(R < 1.0);
      CHECK(layered_reflectance({}, {1.1 * medium.mua, medium.musr}, options) < R);
      CHECK(layered_reflectance({}, {medium.mua, 1.1 * medium.musr}, options) > R);
    }
  }
}

TEST_CASE("specular-included data carry the mirrored part of the surface") {
  AddingDoublingOptions included;
  included.specular_included = true;
  const Turbidity medium{1.0, 45.0};
  CHECK(layered_reflectance({}, medium, included) - layered_reflectance({}, medium) ==
        Approx(0.16 / 5.76).epsilon(1e-9));
}

TEST_CASE("light that meets the surface from inside obeys Fresnel") {
  CHECK(fresnel_inside(1.0, 1.5) == Approx(0.04));
  CHECK(fresnel_inside(0.7, 1.4) == Approx(0.9).margin(0.1));
  CHECK(fresnel_inside(0.69, 1.4) == 1.0);
}

TEST_CASE("layers that cannot be are refused with what came") {
  const Quadrature quadrature = tissue_quadrature(8, 1.4);
  CHECK_THROWS_WITH(homogeneous_layer({-1.0, 45.0}, 0.1, quadrature),
                    "homogeneous_layer: expected finite mua and musr >= 0, got mua -1.000000 and musr 45.000000 1/cm");
  CHECK_THROWS_WITH(homogeneous_layer({1.0, 45.0}, -0.1, quadrature),
                    "homogeneous_layer: expected a thickness >= 0 cm, got -0.100000");
  CHECK_THROWS_WITH(semi_infinite_layer({0.0, 45.0}, quadrature),
                    "semi_infinite_layer: expected mua > 0 1/cm, got 0: such a layer has no end");
}
