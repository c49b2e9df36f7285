// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Replaces each value by its cube root, relative error below 3e-7; values within 1e-9 of 0 count as that far from it.
/// The result does not depend on a value's place. NaN in, NaN out.
SHADEMATCH_API void signed_cube_roots(float* values, int count);

}  // namespace shadematch::inline v0
