// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// The smoothest reflectance that has a color: R = (1 + tanh z) / 2 with the least sum of (z[i+1] - z[i])^2 under the
/// three conditions on XYZ, by Newton steps on the Lagrangian to 1e-8 in XYZ. One of many spectra of that color: use it
/// where nothing but the color is known, and say so.
/// @param lab  under the light and for the observer of `weights`, relative to their white.
/// @throws std::invalid_argument for a color that no surface has, NaN included.
/// Source: Burns 2020 [burns2020].
[[nodiscard]] SHADEMATCH_API Reflectance smoothest_reflectance(const Lab& lab, const ColorimetricWeights& weights);

}  // namespace shadematch::inline v0
