// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <cstddef>

namespace shadematch::inline v0 {

/// x^(-1/3) of `count` values to 1e-15 of it; a root rather than its inverse is x times its square, without a division.
/// @param values  > 0 and not subnormal. @param roots  as many, elsewhere.
void inverse_cube_roots(const double* values, std::size_t count, double* roots);

}  // namespace shadematch::inline v0
