// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>

#include <shadematch/skin/skin_media.hpp>
#include <shadematch/skin/tissue_optics.hpp>

namespace shadematch::inline v0 {
namespace {

void expect(const std::string& who, const char* name, double value, double low, double high) {
  if (value >= low && value <= high) return;
  throw std::invalid_argument(who + ": expected " + name + " in " + std::to_string(low) + ".." + std::to_string(high) +
                              ", got " + std::to_string(value));
}

void expect_not_negative(const std::string& who, const char* name, const Bands& values) {
  for (std::size_t band = 0; band < kBandCount; ++band) {
    if (values[band] >= 0.0 && std::isfinite(values[band])) continue;
    throw std::invalid_argument(who + ": expected finite " + name + " >= 0 1/cm, got " + std::to_string(values[band]) +
                                " at " + std::to_string(static_cast<int>(band_nm(band))) + " nm");
  }
}

/// Share of a vessel's blood that light reaches, were it spread evenly.
double vessel_correction(double mua, double diameter_mm) {
  const double x = mua * diameter_mm / 10.0;
  return x > 0.0 ? -std::expm1(-x) / x : 1.0;
}

/// Envelope of the bands of beta-carotene at 450 and 480 nm; 1 at 468 nm.
double carotenoid_shape(double nm) {
  return std::exp(-0.5 * std::pow((nm - 468.0) / 26.0, 2));
}

}  // namespace

void expect_valid(const std::string& who, const SkinParameters& skin) {
  expect(who, "melanosome_fraction", skin.melanosome_fraction, 0.0, 1.0);
  expect(who, "blood_fraction", skin.blood_fraction, 0.0, 1.0);
  expect(who, "oxygen_saturation", skin.oxygen_saturation, 0.0, 1.0);
  expect(who, "scattering_A", skin.scattering_A, 1.0, 500.0);
  expect(who, "scattering_b", skin.scattering_b, 0.0, 4.0);
  expect(who, "epidermis_thickness_mm", skin.epidermis_thickness_mm, 0.0, 2.0);
  expect(who, "vessel_diameter_mm", skin.vessel_diameter_mm, 0.0, 1.0);
  expect(who, "carotenoid_absorption", skin.carotenoid_absorption, 0.0, 100.0);
}

void expect_valid_zone_size(const std::string& who, double depth_mm, double thickness_mm) {
  expect(who, "depth_mm", depth_mm, 0.0, 5.0);
  expect(who, "thickness_mm", thickness_mm, 0.0, 5.0);
}

void expect_valid(const std::string& who, const PigmentZone& zone) {
  expect_valid_zone_size(who, zone.depth_mm, zone.thickness_mm);
  expect_not_negative(who, "mua", zone.mua);
  expect_not_negative(who, "musr", zone.musr);
}

SkinMedia skin_media(const SkinParameters& skin) {
  const Bands blood = blood_absorption(skin.oxygen_saturation);
  const double f_mel = skin.melanosome_fraction;
  const double f_b = skin.blood_fraction;
  SkinMedia media;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double nm = band_nm(band);
    const double base = bloodless_absorption(nm);
    const double musr = tissue_scattering(nm, skin.scattering_A, skin.scattering_b);
    const double vessels = f_b * vessel_correction(blood[band], skin.vessel_diameter_mm) * blood[band];
    const double carotenoids = skin.carotenoid_absorption * carotenoid_shape(nm);
    media.epidermis[band] = {f_mel * melanosome_absorption(nm) + (1.0 - f_mel) * base, musr};
    media.dermis[band] = {vessels + (1.0 - f_b) * base + carotenoids, musr};
  }
  return media;
}

}  // namespace shadematch::inline v0
