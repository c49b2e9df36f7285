// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/skin/skin_model.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// The model of one client's skin, with what the model misses: its bare reflectance has exactly the measured color.
/// In-skin colors are model output until a client's own photographs have updated them.
struct ClientSkin {
  SkinParameters parameters;
  Bands residual{};        ///< factor at each band on the reflectance of the model, pigment or not
  Lab lab;                 ///< of the bare skin as measured, D50, 2 degrees
  double model_delta_e{};  ///< CIEDE2000 between that color and the model without the residual
  AddingDoublingOptions options;

  /// Of the bare skin.
  [[nodiscard]] SHADEMATCH_API Reflectance reflectance() const;
  /// Of skin whose dermis holds an unlimited, even zone of pigment.
  /// @throws std::invalid_argument as pigmented_skin_reflectance.
  [[nodiscard]] SHADEMATCH_API Reflectance reflectance(const PigmentZone& zone) const;
  /// False for a color that no skin of the model comes near: model_delta_e > kSkinDeltaE.
  [[nodiscard]] SHADEMATCH_API bool resembles_skin() const;
};

/// Largest model_delta_e of what is taken for healthy skin, our choice: published group means stay below 2, colors
/// drawn around them with their published standard deviations below 4.
inline constexpr double kSkinDeltaE = 6.0;

struct SkinFitOptions {
  double oxygen_saturation = 0.85;  ///< of skin_from_lab, which cannot see it
  double scattering_b = 1.3;        ///< of skin_from_lab, which cannot see it
  double prior_weight = 0.05;       ///< pull per unit of ln(parameter / prior) towards the priors, in Lab units
  /// The same for scattering_A in skin_from_lab, which a color hardly tells but a dot's color depends on: a fifth off
  /// its prior costs 1 in Lab, so that it stays near the published 46-66 1/cm.
  double scattering_weight = 5.0;
  AddingDoublingOptions solver;
};

/// Skin with a measured color. Fits the logarithms of melanosome fraction, blood fraction and scattering_A to the Lab
/// (priors .025 and .02, weak, and 62 1/cm; the best of three starts), then bends the spectrum by
///     residual = exp(c0 + c1 z + c2 z^2), z = (nm - 550) / 150
/// until the Lab is met to 1e-6. The other parameters are the defaults of SkinParameters.
/// @param lab  D50, 2 degrees; specular part excluded, as a cross-polarized photograph gives it.
/// @throws std::invalid_argument for a color that no skin has: not finite, L* outside 2..98, or so far from the model
/// (the message says how far) that its spectrum would leave 0..1. Ask resembles_skin() of the others.
[[nodiscard]] SHADEMATCH_API ClientSkin skin_from_lab(const Lab& lab, const SkinFitOptions& options = {});

/// Skin with a measured spectrum: fits melanosome fraction, blood fraction, oxygen saturation, scattering_A and
/// scattering_b to the cube roots of the reflectance; the residual is measured over fitted.
/// @param reflectance  specular part as in options.solver.
/// @throws std::invalid_argument naming the band outside (0, 1.2], NaN included.
[[nodiscard]] SHADEMATCH_API ClientSkin skin_from_reflectance(const Reflectance& reflectance,
                                                              const SkinFitOptions& options = {});

}  // namespace shadematch::inline v0
