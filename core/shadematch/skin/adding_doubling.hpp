// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <shadematch/export.hpp>
#include <shadematch/skin/layer.hpp>
#include <shadematch/skin/surface.hpp>

namespace shadematch::inline v0 {

/// A slab of tissue at one wavelength.
struct TissueLayer {
  Turbidity medium;
  double thickness_mm{};  ///< >= 0
};

struct AddingDoublingOptions {
  int streams = 8;                ///< even, 4..32; 8 is within 0.3 L* of Monte Carlo, 16 is the reference
  double refractive_index = 1.4;  ///< of the tissue, in (1, 3]
  Illumination illumination = Illumination::kNormal;
  bool specular_included = false;  ///< adds the mirrored part; false for cross-polarized photographs
};

/// Reflectance of a stack of flat layers on a semi-infinite ground, at one wavelength.
/// @param layers  from the surface downwards.
/// @param ground  the medium below them; must absorb.
/// @throws std::invalid_argument for negative or NaN input or options outside their range.
/// Source: Prahl, van Gemert & Welch 1993 [prahl1993].
[[nodiscard]] SHADEMATCH_API double layered_reflectance(std::span<const TissueLayer> layers, const Turbidity& ground,
                                                        const AddingDoublingOptions& options = {});

/// The same, for many calls with one tissue_quadrature(options.streams, options.refractive_index).
[[nodiscard]] SHADEMATCH_API double layered_reflectance(std::span<const TissueLayer> layers, const Turbidity& ground,
                                                        const AddingDoublingOptions& options,
                                                        const Quadrature& quadrature);

}  // namespace shadematch::inline v0
