// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/illuminant.hpp>

namespace shadematch::inline v0 {

/// Light of a black body, Planck's law with c2 = 1.4388e-2 m K, 1 at 560 nm, tabulated 360..830 nm every 1 nm.
/// CIE illuminant A is planckian_illuminant(2848 * 1.4388 / 1.435): it was fixed with an older c2. Source: CIE 015:2018
/// [cie015].
/// @param temperature_kelvin  in [1000, 100000].
/// @throws std::invalid_argument outside, NaN included.
[[nodiscard]] SHADEMATCH_API Illuminant planckian_illuminant(double temperature_kelvin);

}  // namespace shadematch::inline v0
