// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// A dense lock of hair. Black is melanin about 200, dark brown 33, brown 10, blond 1-3; gray hair is a mixture of
/// white and pigmented fibers.
struct HairParameters {
  double melanin = 33.0;           ///< absorption over scattering (K/S) at 550 nm, 0-300
  double pheomelanin_share = 0.3;  ///< of that absorption, 0-1; 1 is red
  double gray_share = 0.0;         ///< area of white fibers, 0-1
};

/// Reflectance of an opaque lock: a spectrally flat diffuse part from the cuticle and an opaque Kubelka-Munk layer of
/// keratin with eumelanin (nm^-3.33) and pheomelanin (nm^-4.75). The mirrored shine is excluded.
/// The cuticle part is set to the black tress, specular excluded, of J. Cosmet. Sci. 51:293 (2000) [jcs2000]; the rest
/// of the model is unvalidated beyond the dark brown tresses of that paper.
/// @throws std::invalid_argument naming the parameter outside its range.
/// Source: powers of wavelength from Donner & Jensen 2006 [donner2006]; opaque layer Kubelka & Munk 1931 [kubelka1931].
[[nodiscard]] SHADEMATCH_API Reflectance hair_reflectance(const HairParameters& hair);

}  // namespace shadematch::inline v0
