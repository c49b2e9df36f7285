// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/skin/quadrature.hpp>
#include <shadematch/text/csv.hpp>

#include "golden.hpp"

using namespace shadematch;

TEST_CASE("eight streams in tissue are the published nodes and weights") {
  const CsvTable golden = golden_table("skin_quadrature.csv");
  const Quadrature quadrature = tissue_quadrature(8, 1.4);
  REQUIRE(quadrature.mu.size() == static_cast<Eigen::Index>(golden.rows.size()));
  for (std::size_t i = 0; i < golden.rows.size(); ++i) {
    CHECK(quadrature.mu(static_cast<Eigen::Index>(i)) == Approx(golden.number(i, 0)).margin(6e-7));
    CHECK(quadrature.weight(static_cast<Eigen::Index>(i)) == Approx(golden.number(i, 1)).margin(6e-7));
  }
}

TEST_CASE("the rules integrate polynomials of their degree exactly on each side of the critical angle") {
  for (const int streams : {4, 8, 16, 32}) {
    const Quadrature quadrature = tissue_quadrature(streams, 1.4);
    const double mu_c = quadrature.mu_critical;
    CHECK(mu_c == Approx(std::sqrt(1.0 - 1.0 / 1.96)).epsilon(1e-15));
    CHECK(quadrature.mu(streams - 1) == 1.0);
    for (int power = 0; power <= streams - 2; ++power) {
      double below = 0.0;
      double above = 0.0;
      for (int i = 0; i < streams; ++i) {
        (i < streams / 2 ? below : above) += quadrature.weight(i) * std::pow(quadrature.mu(i), power);
      }
      CHECK(below == Approx(std::pow(mu_c, power + 1) / (power + 1)).epsilon(1e-11));
      CHECK(above == Approx((1.0 - std::pow(mu_c, power + 1)) / (power + 1)).epsilon(1e-11));
    }
  }
}

TEST_CASE("a quadrature says which streams and which index it takes") {
  CHECK_THROWS_WITH(tissue_quadrature(7, 1.4), "tissue_quadrature: expected an even number of streams in 4..32, got 7");
  CHECK_THROWS_WITH(tissue_quadrature(8, 1.0),
                    "tissue_quadrature: expected a refractive index in (1, 3], got 1.000000");
}
