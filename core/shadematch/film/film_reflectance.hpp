// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/pigment/film_surface.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Absorption and scattering of a layer of paint or ink, per unit of its thickness, in the convention of Kubelka and
/// Munk: K = 2 mua, S = (3/4) musr. Those of a mixture are the sums over its stocks of fraction times coefficient.
struct FilmCoefficients {
  Bands K{};  ///< >= 0
  Bands S{};  ///< > 0
};

/// Reflectance of a film on a card, as an instrument with d/8 degree geometry reads it: radiative transfer (adding and
/// doubling, eight streams, isotropic scattering) with total reflection inside the surface. In the limit of much
/// scattering this is the equation of Kubelka and Munk; where absorption is strong it is darker, as measured films are.
/// @param thickness   in the unit of the coefficients, > 0; 1 for coefficients per film.
/// @param background  reading of the bare card, 0..1.
/// @throws std::invalid_argument naming the argument and the band.
/// Source: Prahl, van Gemert & Welch 1993 [prahl1993], Kubelka & Munk 1931 [kubelka1931].
[[nodiscard]] SHADEMATCH_API Reflectance film_reflectance(const FilmCoefficients& film, double thickness,
                                                          const Reflectance& background,
                                                          const FilmSurface& surface = {});

/// Reflectance inside the surface, for diffuse light, of an opaque card whose reading is `background`: what a film in
/// optical contact with the card lies on.
[[nodiscard]] SHADEMATCH_API Reflectance inside_surface(const Reflectance& background, const FilmSurface& surface);

}  // namespace shadematch::inline v0
