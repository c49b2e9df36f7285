// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/pigment/optical.hpp>

namespace shadematch::inline v0 {

/// Reading of a film whose reflectance inside its surface is R: j k1 + (1 - k1)(1 - k2) R / (1 - k2 R).
/// @throws std::invalid_argument for k1 or k2 outside 0..1, or a j that is neither 0 nor 1.
/// Source: Saunderson 1942 [saunderson1942].
[[nodiscard]] SHADEMATCH_API double measured_reflectance(double inside, const Saunderson& surface);

/// Its inverse; below 0 for a reading that is darker than the surface alone. Throws the same.
[[nodiscard]] SHADEMATCH_API double inside_reflectance(double measured, const Saunderson& surface);

}  // namespace shadematch::inline v0
