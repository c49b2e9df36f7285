// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include <shadematch/export.hpp>
#include <shadematch/skin/adding_doubling.hpp>

namespace shadematch::inline v0 {

struct MonteCarloOptions {
  std::uint64_t seed = 1;         ///< the same seed gives the same result everywhere
  int photons = 100000;           ///< the standard error falls as one over its root
  double refractive_index = 1.4;  ///< of the tissue, in [1, 3]; 1: no surface
  Illumination illumination = Illumination::kNormal;
  bool specular_included = false;  ///< as in AddingDoublingOptions
};

struct MonteCarloReflectance {
  double R{};
  double standard_error{};
};

/// The reflectance of layered_reflectance by another way: photons followed one by one through flat layers, scattered
/// isotropically (similarity), reflected at the surface by Fresnel, absorbed by weight, ended by Russian roulette. A
/// second opinion, slow (about a second for 100 000 photons on light skin): for tests and benches, never for a search.
/// @param layers  from the surface downwards, at most 16.
/// @param ground  the medium below them; must absorb.
/// @throws std::invalid_argument for negative or NaN input or options outside their range.
/// Source: weighting and roulette as in Wang, Jacques & Zheng 1995 [wang1995].
[[nodiscard]] SHADEMATCH_API MonteCarloReflectance monte_carlo_reflectance(std::span<const TissueLayer> layers,
                                                                           const Turbidity& ground,
                                                                           const MonteCarloOptions& options = {});

}  // namespace shadematch::inline v0
