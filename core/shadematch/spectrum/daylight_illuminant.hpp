// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/illuminant.hpp>

namespace shadematch::inline v0 {

/// CIE daylight of a correlated color temperature: S0 + M1 S1 + M2 S2, 300..830 nm every 10 nm.
/// M1 and M2 are rounded to three decimals, as CIE 015:2018 [cie015] prescribes. CIE D65 is daylight_illuminant(6500
/// * 1.4388 / 1.438), because the Planck constant c2 was revised after D65 was fixed.
/// @param correlated_color_temperature_kelvin  in [4000, 25000].
/// @throws std::invalid_argument outside, NaN included.
[[nodiscard]] SHADEMATCH_API Illuminant daylight_illuminant(double correlated_color_temperature_kelvin);

}  // namespace shadematch::inline v0
