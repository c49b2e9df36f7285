// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// Optics of a dispersed pigment per unit volume fraction, 1/cm: multiply by the volume fraction of the pigment.
struct PigmentOptics {
  Bands mua{};   ///< absorption
  Bands musr{};  ///< reduced scattering
};

/// Level L0 of MIXING 2a: ideal spheres of one size by Mie theory, interpolated linearly in log(value) over
/// log(diameter) between the tabulated sizes. A model of the pure substance, not data about any product.
/// @param ci           "77266" (carbon black), "77491" (hematite), "77499" (magnetite) or "77891" (rutile).
/// @param diameter_nm  within the tabulated sizes: 50-800, 100-600, 300-600, 250-400.
/// @throws std::invalid_argument for another CI number or size, naming what there is.
/// Source: own Mie series over published refractive indices, data/pigment_mie_per_volume_fraction.csv.
[[nodiscard]] SHADEMATCH_API PigmentOptics pigment_optics(std::string_view ci, double diameter_nm);

}  // namespace shadematch::inline v0
