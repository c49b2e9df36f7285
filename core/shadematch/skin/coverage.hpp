// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Covered area fraction of dots of diameter D (mm) set regularly, N per mm^2, none overlapping: N pi D^2 / 4.
/// @throws std::invalid_argument for negative input or more than full cover.
[[nodiscard]] SHADEMATCH_API double regular_coverage(double dots_per_mm2, double diameter_mm);

/// The same for dots set at random, which overlap: 1 - exp(-N pi D^2 / 4).
/// @throws std::invalid_argument for negative input.
[[nodiscard]] SHADEMATCH_API double random_coverage(double dots_per_mm2, double diameter_mm);

/// Pooled reflectance of dots (or hair) on skin: [(1 - a) R_skin^(1/n) + a R_dot^(1/n)]^n. n = 1 is Murray-Davies, no
/// light spreads sideways; n = 2 is full spread.
/// @param coverage        area fraction a in [0, 1].
/// @param yule_nielsen_n  in [1, 10].
/// @throws std::invalid_argument outside those ranges.
/// Source: Murray 1936 [murray1936], Yule & Nielsen 1951 [yule1951].
[[nodiscard]] SHADEMATCH_API Reflectance pooled_reflectance(const Reflectance& skin, const Reflectance& dot,
                                                            double coverage, double yule_nielsen_n = 1.0);

}  // namespace shadematch::inline v0
