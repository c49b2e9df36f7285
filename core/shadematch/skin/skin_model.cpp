// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <shadematch/skin/skin_model.hpp>
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

/// Wider than the priors, narrow enough that a wrong unit is caught.
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

void expect_valid(const std::string& who, const PigmentZone& zone) {
  expect(who, "depth_mm", zone.depth_mm, 0.0, 5.0);
  expect(who, "thickness_mm", zone.thickness_mm, 0.0, 5.0);
  expect_not_negative(who, "mua", zone.mua);
  expect_not_negative(who, "musr", zone.musr);
}

Reflectance reflect(const SkinParameters& skin, const PigmentZone* zone, const AddingDoublingOptions& options) {
  const Bands blood = blood_absorption(skin.oxygen_saturation);
  const double f_mel = skin.melanosome_fraction;
  const double f_b = skin.blood_fraction;
  Reflectance out;
  std::vector<TissueLayer> layers;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double nm = band_nm(band);
    const double base = bloodless_absorption(nm);
    const double musr = tissue_scattering(nm, skin.scattering_A, skin.scattering_b);
    const Turbidity epidermis{f_mel * melanosome_absorption(nm) + (1.0 - f_mel) * base, musr};
    const double vessels = f_b * vessel_correction(blood[band], skin.vessel_diameter_mm) * blood[band];
    const double carotenoids = skin.carotenoid_absorption * carotenoid_shape(nm);
    const Turbidity dermis{vessels + (1.0 - f_b) * base + carotenoids, musr};
    layers.assign({{epidermis, skin.epidermis_thickness_mm}});
    if (zone != nullptr) {
      layers.push_back({dermis, zone->depth_mm});
      layers.push_back({{dermis.mua + zone->mua[band], musr + zone->musr[band]}, zone->thickness_mm});
    }
    out.R[band] = layered_reflectance(layers, dermis, options);
  }
  return out;
}

}  // namespace

Reflectance skin_reflectance(const SkinParameters& skin, const AddingDoublingOptions& options) {
  expect_valid("skin_reflectance", skin);
  return reflect(skin, nullptr, options);
}

Reflectance pigmented_skin_reflectance(const SkinParameters& skin, const PigmentZone& zone,
                                       const AddingDoublingOptions& options) {
  const std::string who = "pigmented_skin_reflectance";
  expect_valid(who, skin);
  expect_valid(who, zone);
  return reflect(skin, &zone, options);
}

}  // namespace shadematch::inline v0
