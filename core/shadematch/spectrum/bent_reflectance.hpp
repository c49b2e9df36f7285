// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// The reflectance with the Lab `target` that differs least from `base`: base times exp(a . (1, Gaussians at 450, 545
/// and 620 nm)) with the smallest `a`, found by minimum-norm Newton steps to 1e-7 in Lab. For charts whose colors are
/// published and whose spectra are those of an older production.
/// @param base  > 0 at every band.
/// @throws std::invalid_argument if no such reflectance is near (a color that no surface of this shape has).
[[nodiscard]] SHADEMATCH_API Reflectance bent_reflectance(const Reflectance& base, const Lab& target,
                                                          const ColorimetricWeights& weights);

}  // namespace shadematch::inline v0
