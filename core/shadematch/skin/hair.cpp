// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/skin/hair.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kCuticle = 0.0225;     ///< flat diffuse part of a black tress, [jcs2000] Table IV
constexpr double kKeratin = 0.15;       ///< K/S of unpigmented hair at 550 nm
constexpr double kKeratinPower = -2.5;  ///< white hair is slightly yellow

void expect(const char* name, double value, double high) {
  if (value >= 0.0 && value <= high) return;
  throw std::invalid_argument("hair_reflectance: expected " + std::string(name) + " in 0.." + std::to_string(high) +
                              ", got " + std::to_string(value));
}

/// Opaque layer; this form does not cancel for dark hair.
double opaque_layer(double k_over_s) {
  return 1.0 / (1.0 + k_over_s + std::sqrt(k_over_s * k_over_s + 2.0 * k_over_s));
}

}  // namespace

Reflectance hair_reflectance(const HairParameters& hair) {
  expect("melanin", hair.melanin, 300.0);
  expect("pheomelanin_share", hair.pheomelanin_share, 1.0);
  expect("gray_share", hair.gray_share, 1.0);
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double x = band_nm(band) / 550.0;
    const double keratin = kKeratin * std::pow(x, kKeratinPower);
    const double melanin = hair.melanin * ((1.0 - hair.pheomelanin_share) * std::pow(x, -3.33) +
                                           hair.pheomelanin_share * std::pow(x, -4.75));
    const double lock =
        (1.0 - hair.gray_share) * opaque_layer(keratin + melanin) + hair.gray_share * opaque_layer(keratin);
    out.R[band] = kCuticle + (1.0 - kCuticle) * lock;
  }
  return out;
}

}  // namespace shadematch::inline v0
