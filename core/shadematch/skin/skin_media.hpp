// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <array>
#include <string>

#include <shadematch/skin/layer.hpp>
#include <shadematch/skin/skin_model.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// What the layers of a client's skin do to light at the 36 bands.
struct SkinMedia {
  std::array<Turbidity, kBandCount> epidermis{}, dermis{};
};

/// Equations of skin_reflectance.
[[nodiscard]] SkinMedia skin_media(const SkinParameters& skin);

/// @throws std::invalid_argument in the name of `who`, naming the parameter outside its physical range: wider than the
/// priors, narrow enough that a wrong unit is caught.
void expect_valid(const std::string& who, const SkinParameters& skin);
void expect_valid(const std::string& who, const PigmentZone& zone);
void expect_valid_zone_size(const std::string& who, double depth_mm, double thickness_mm);

}  // namespace shadematch::inline v0
