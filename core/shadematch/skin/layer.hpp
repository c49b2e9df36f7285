// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/skin/quadrature.hpp>

namespace shadematch::inline v0 {

/// Absorption and reduced scattering of a medium at one wavelength.
struct Turbidity {
  double mua{};   ///< absorption, 1/cm, >= 0
  double musr{};  ///< reduced scattering mu_s (1 - g), 1/cm, >= 0; scattering is taken as isotropic (similarity)
};

/// Reflection and transmission operators of a slab: they act on radiances of the streams of a quadrature.
struct LayerOperators {
  StreamMatrix R, T;
};

/// Homogeneous slab without surfaces: diamond start on a thin layer of optical thickness 2 h, then doubling:
///     B_ij = h albedo w_j / (2 mu_i), A = diag(h / mu) - B, P = (I + A)^-1, G = (I + A - B P B)^-1
///     R = 2 G B P, T = 2 G - I; doubled: R + T (I - R R)^-1 R T and T (I - R R)^-1 T
/// with cosines mu and weights w of the quadrature.
/// @param thickness_cm  >= 0.
/// @throws std::invalid_argument for negative or NaN input.
/// Source: Prahl, van Gemert & Welch 1993 [prahl1993]; diamond initialization Wiscombe 1976 [wiscombe1976].
[[nodiscard]] SHADEMATCH_API LayerOperators homogeneous_layer(const Turbidity& medium, double thickness_cm,
                                                              const Quadrature& quadrature);

/// Two such slabs, one on the other.
[[nodiscard]] SHADEMATCH_API LayerOperators doubled(const LayerOperators& layer);

/// Reflection operator of a medium without lower end: a slab thick enough that nothing returns from its bottom.
/// @throws std::invalid_argument if the medium does not absorb: it would need infinite thickness.
[[nodiscard]] SHADEMATCH_API StreamMatrix semi_infinite_layer(const Turbidity& medium, const Quadrature& quadrature);

/// Reflection of `layer` on top of a ground with reflection `ground`: R + T (I - Rg R)^-1 Rg T.
[[nodiscard]] SHADEMATCH_API StreamMatrix add_on_top(const LayerOperators& layer, const StreamMatrix& ground);

}  // namespace shadematch::inline v0
