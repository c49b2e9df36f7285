// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/spectrum/bent_reflectance.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

using namespace shadematch;

namespace {

const ColorimetricWeights& d50() {
  static const ColorimetricWeights weights = colorimetric_weights(illuminant("D50"), observer(2));
  return weights;
}

Reflectance red_paint() {
  Reflectance paint;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    paint.R[band] = 0.06 + 0.5 / (1.0 + std::exp((600.0 - band_nm(band)) / 15.0));
  }
  return paint;
}

}  // namespace

TEST_CASE("a bent reflectance has the Lab that was asked for and nearly the old shape") {
  const Lab old = lab_from_reflectance(red_paint(), d50());
  const Lab wanted{old.L + 1.5, old.a - 1.0, old.b + 2.0};
  const Reflectance bent = bent_reflectance(red_paint(), wanted, d50());
  const Lab got = lab_from_reflectance(bent, d50());
  CHECK(got.L == Approx(wanted.L).margin(1e-6));
  CHECK(got.a == Approx(wanted.a).margin(1e-6));
  CHECK(got.b == Approx(wanted.b).margin(1e-6));
  for (std::size_t band = 0; band < kBandCount; ++band) {
    CHECK(std::abs(std::log(bent.R[band] / red_paint().R[band])) < 0.25);
  }
}

TEST_CASE("a reflectance that has the Lab already stays as it is") {
  const Reflectance same = bent_reflectance(red_paint(), lab_from_reflectance(red_paint(), d50()), d50());
  for (std::size_t band = 0; band < kBandCount; ++band) CHECK(same.R[band] == Approx(red_paint().R[band]));
}

TEST_CASE("a color that no such surface has is refused") {
  CHECK_THROWS_WITH(bent_reflectance(red_paint(), {50, -150, 150}, d50()),
                    "bent_reflectance: expected a color near that of the base, got none after 12 steps");
}
