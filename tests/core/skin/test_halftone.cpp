// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2_shim.hpp>
#include <cmath>
#include <numeric>

#include <shadematch/skin/coverage.hpp>
#include <shadematch/skin/halftone.hpp>

using namespace shadematch;

namespace {

ScalpHalftone some_scalp() {
  ScalpHalftone scalp{flat_reflectance(0.4), flat_reflectance(0.03), flat_reflectance(0.1), flat_reflectance(0.2),
                      flat_reflectance(0.07)};
  scalp.hair_coverage = 0.2;
  scalp.dot_coverage = 0.3;
  scalp.older_dot_coverage = 0.4;
  return scalp;
}

}  // namespace

TEST_CASE("Demichel's shares are the products of what covers and what does not") {
  const std::vector<double> w = demichel_weights(std::array{0.2, 0.5, 0.1});
  REQUIRE(w.size() == 8);
  CHECK(w[0] == Approx(0.8 * 0.5 * 0.9));
  CHECK(w[1] == Approx(0.2 * 0.5 * 0.9));
  CHECK(w[2] == Approx(0.8 * 0.5 * 0.9));
  CHECK(w[6] == Approx(0.8 * 0.5 * 0.1));
  CHECK(w[7] == Approx(0.2 * 0.5 * 0.1));
  CHECK(std::accumulate(w.begin(), w.end(), 0.0) == Approx(1.0));
  CHECK(demichel_weights({}) == std::vector<double>{1.0});
}

TEST_CASE("what random dots leave bare is what their coverage leaves, and their mean number is the load") {
  const double load = 6.0 * 3.14159265358979 * 0.3 * 0.3 / 4.0;
  const std::vector<double> shares = overlap_shares(load, 12);
  CHECK(1.0 - shares[0] == Approx(random_coverage(6.0, 0.3)).epsilon(1e-12));
  double mean = 0.0;
  for (std::size_t k = 0; k < shares.size(); ++k) mean += static_cast<double>(k) * shares[k];
  CHECK(mean == Approx(load).epsilon(1e-6));
  CHECK(overlap_shares(2.0, 1) == std::vector<double>{std::exp(-2.0), 1.0 - std::exp(-2.0)});
}

TEST_CASE("with n of 1 a halftone is the mean over its areas; hair hides dots and dots add") {
  ScalpHalftone scalp = some_scalp();
  scalp.yule_nielsen_n = 1.0;
  const double expected = 0.2 * 0.03 + 0.8 * (0.7 * 0.6 * 0.4 + 0.3 * 0.6 * 0.1 + 0.7 * 0.4 * 0.2 + 0.3 * 0.4 * 0.07);
  CHECK(halftone_reflectance(scalp).R[10] == Approx(expected));
}

TEST_CASE("light that spreads sideways darkens a halftone, never beyond its areas") {
  ScalpHalftone scalp = some_scalp();
  double last = 1.0;
  for (const double n : {1.0, 1.4, 1.7, 2.0}) {
    scalp.yule_nielsen_n = n;
    const double R = halftone_reflectance(scalp).R[0];
    CHECK(R < last);
    CHECK(R > 0.03);
    last = R;
  }
}

TEST_CASE("dots alone are the pooled reflectance of one kind of dot") {
  ScalpHalftone scalp = some_scalp();
  scalp.hair_coverage = scalp.older_dot_coverage = 0.0;
  const Reflectance pooled = pooled_reflectance(scalp.skin, scalp.dot, 0.3, 1.7);
  CHECK(halftone_reflectance(scalp).R[5] == Approx(pooled.R[5]).epsilon(1e-12));
}

TEST_CASE("halftones say which share, load or n they take") {
  CHECK_THROWS_WITH(demichel_weights(std::array{1.2}), "demichel_weights: expected coverages in 0..1, got 1.200000");
  CHECK_THROWS_WITH(demichel_weights(std::vector<double>(9, 0.1)),
                    "demichel_weights: expected at most 8 coverages, got 9");
  CHECK_THROWS_WITH(overlap_shares(-1.0), "overlap_shares: expected a finite dot load >= 0, got -1.000000");
  CHECK_THROWS_WITH(overlap_shares(1.0, 0), "overlap_shares: expected a number of dots in 1..20, got 0");
  const std::array areas{flat_reflectance(0.5), flat_reflectance(0.1)};
  CHECK_THROWS_WITH(neugebauer_reflectance(areas, std::array{1.0}),
                    "neugebauer_reflectance: expected one share for each area, got 1 shares and 2 areas");
  CHECK_THROWS_WITH(neugebauer_reflectance(areas, std::array{0.5, 0.4}),
                    "neugebauer_reflectance: expected shares that sum to 1, got 0.900000");
  CHECK_THROWS_WITH(neugebauer_reflectance(areas, std::array{1.5, -0.5}),
                    "neugebauer_reflectance: expected shares >= 0, got -0.500000");
  CHECK_THROWS_WITH(neugebauer_reflectance(areas, std::array{0.5, 0.5}, 0.5),
                    "neugebauer_reflectance: expected a Yule-Nielsen n in 1..10, got 0.500000");
}
