// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/skin/quadrature.hpp>

namespace shadematch::inline v0 {

/// How the light of the instrument or room falls on the surface.
enum class Illumination {
  kNormal,  ///< one beam along the surface normal
  kDiffuse  ///< equal radiance inside the tissue for all directions that enter
};

/// Unpolarized Fresnel reflection of light that meets the surface from inside, at cosine `mu`; 1 beyond the critical
/// angle.
/// @param refractive_index  of the tissue against air, > 1.
[[nodiscard]] SHADEMATCH_API double fresnel_inside(double mu, double refractive_index);

/// Part of a normal beam that the surface mirrors: ((n - 1) / (n + 1))^2.
[[nodiscard]] SHADEMATCH_API double specular_reflectance(double refractive_index);

/// Share of the incident flux that leaves again through the surface of a tissue with reflection operator R, without the
/// mirrored part: sum_i w_i mu_i (1 - r_i) U_i with U = R (I - diag(r) R)^-1 L0, where r is fresnel_inside at the
/// cosines mu, w their weights and L0 the radiance of unit incident flux just below the surface.
/// Source: Prahl, van Gemert & Welch 1993 [prahl1993].
[[nodiscard]] SHADEMATCH_API double reflectance_through_surface(const StreamMatrix& R, const Quadrature& quadrature,
                                                                double refractive_index, Illumination illumination);

}  // namespace shadematch::inline v0
