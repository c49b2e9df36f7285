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

/// Ideal spheres of one size by Mie theory, interpolated linearly in log(value) over log(diameter) between the
/// tabulated sizes. A model of the pure substance, not data about any product.
/// The medium around the spheres has refractive index 1.38, tissue in AddingDoublingOptions 1.4: not corrected. Rutile
/// has no absorption here, although it absorbs below about 410 nm.
/// @param ci           "77266" (carbon black), "77491" (hematite), "77499" (magnetite) or "77891" (rutile).
/// @param diameter_nm  within the tabulated sizes: 50-800, 100-600, 300-600, 250-400.
/// @throws std::invalid_argument for another CI number or size, naming what there is.
/// Source: own series after Bohren & Huffman 1983 [bohren1983] over the refractive indices of Querry 1985 [querry1985]
/// (hematite, magnetite), Devore 1951 [devore1951] (rutile) and Bond & Bergstrom 2006 [bond2006] (carbon black);
/// data/pigment_mie_per_volume_fraction.csv.
[[nodiscard]] SHADEMATCH_API PigmentOptics pigment_optics(std::string_view ci, double diameter_nm);

}  // namespace shadematch::inline v0
