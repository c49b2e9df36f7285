// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/skin/adding_doubling.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// The client's skin: an epidermis with melanin over a semi-infinite dermis with blood.
/// Defaults and ranges are start values, to be validated: no scalp has been measured yet. A and b are the mean of skin
/// of other sites [jacques2013].
struct SkinParameters {
  double melanosome_fraction = 0.033;    ///< volume fraction in the epidermis, .003-.43
  double blood_fraction = 0.02;          ///< volume fraction in the dermis, .002-.07
  double oxygen_saturation = 0.75;       ///< .4-.95
  double scattering_A = 46.0;            ///< reduced scattering at 500 nm, 1/cm, 46-66
  double scattering_b = 1.421;           ///< 1.2-1.43
  double epidermis_thickness_mm = 0.08;  ///< .06-.10
  double vessel_diameter_mm = 0.0;       ///< 0-.1; 0: blood spread evenly, otherwise the inside of a vessel is shaded
  double carotenoid_absorption = 0.0;    ///< of the dermis at 468 nm, 1/cm, 0-4
};

/// A zone of the dermis that holds pigment. `mua` and `musr` are the pigment's own part, added to the dermis:
/// volume fraction in skin times PigmentOptics, summed over pigments.
struct PigmentZone {
  double depth_mm = 0.1;      ///< clear dermis above the zone (d_o), 0-.6; never the machine's needle depth
  double thickness_mm = 0.4;  ///< .05-.4
  Bands mua{};                ///< 1/cm, >= 0
  Bands musr{};               ///< 1/cm, >= 0
};

/// Reflectance of bare skin:
///     epidermis  mua = f_mel melanosome_absorption + (1 - f_mel) bloodless_absorption
///     dermis     mua = f_b C blood_absorption + (1 - f_b) bloodless_absorption + carotenoids
///     C = (1 - exp(-x)) / x, x = vessel diameter times blood_absorption [verkruysse1997]
/// with the volume fractions f, and tissue_scattering in both. In-skin colors are model output: no measured tattooed
/// skin stands behind them.
/// @throws std::invalid_argument naming the parameter outside its physical range.
/// Source: layers and absorbers after Jacques 1998, 2013 [jacques1998] [jacques2013].
[[nodiscard]] SHADEMATCH_API Reflectance skin_reflectance(const SkinParameters& skin,
                                                          const AddingDoublingOptions& options = {});

/// Reflectance of skin whose dermis holds an unlimited, even zone of pigment; a dot as small as the spread of light
/// looks lighter than this.
/// @throws std::invalid_argument as above, also for a negative size or coefficient of the zone.
[[nodiscard]] SHADEMATCH_API Reflectance pigmented_skin_reflectance(const SkinParameters& skin, const PigmentZone& zone,
                                                                    const AddingDoublingOptions& options = {});

}  // namespace shadematch::inline v0
