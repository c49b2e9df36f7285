// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// Absorption of the inside of a melanosome, 1/cm: 6.6e11 nm^-3.33. Source: Jacques 1998 [jacques1998].
[[nodiscard]] SHADEMATCH_API double melanosome_absorption(double wavelength_nm);

/// Absorption of tissue without blood and melanin, 1/cm: 7.84e8 nm^-3.255. Source: Jacques 1998 [jacques1998].
[[nodiscard]] SHADEMATCH_API double bloodless_absorption(double wavelength_nm);

/// Reduced scattering of skin, 1/cm: A (nm / 500)^-b, the same in all layers. Source: Jacques 2013 [jacques2013].
[[nodiscard]] SHADEMATCH_API double tissue_scattering(double wavelength_nm, double A, double b);

/// Absorption of whole blood at the 36 bands, 1/cm: 2.303 (150 / 64500) (S e_HbO2 + (1 - S) e_Hb) with 150 g/l of
/// haemoglobin, 64500 g/mol, oxygen saturation S and molar extinctions e.
/// @param oxygen_saturation  in [0, 1].
/// Source: extinction table of S. Prahl, Oregon Medical Laser Center [prahl_haemoglobin].
[[nodiscard]] SHADEMATCH_API Bands blood_absorption(double oxygen_saturation);

}  // namespace shadematch::inline v0
