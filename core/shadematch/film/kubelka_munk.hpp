// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Reflectance of an opaque layer without a surface: 1 + q - sqrt(q^2 + 2 q), q = K/S >= 0.
/// Source: Kubelka & Munk 1931 [kubelka1931].
[[nodiscard]] SHADEMATCH_API double opaque_reflectance(double k_over_s);

/// Its inverse: (1 - R)^2 / (2 R), R in (0, 1].
[[nodiscard]] SHADEMATCH_API double k_over_s(double opaque_reflectance);

/// Reflectance of a layer of thickness X on a ground of reflectance Rg, without surfaces:
///     a = 1 + K/S, b = sqrt(a^2 - 1), R = (1 - Rg (a - b coth bSX)) / (a - Rg + b coth bSX)
/// @param K  absorption per unit thickness, >= 0. @param S  scattering per unit thickness, > 0. @param X  > 0.
/// Source: Kubelka & Munk 1931 [kubelka1931] in the hyperbolic form of Kubelka 1948 [kubelka1948].
[[nodiscard]] SHADEMATCH_API double kubelka_munk_reflectance(double K, double S, double X, double Rg);

}  // namespace shadematch::inline v0
