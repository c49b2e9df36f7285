// SPDX-License-Identifier: Apache-2.0
// Private. CIEDE2000 jumps where two hues are exactly opposite, so the sign of a1 b2 - a2 b1 has to be exact: rounding
// in the plain products would decide which way opposite hues turn.
#pragma once

namespace shadematch::inline v0 {

/// a1 b2 - a2 b1 with the exact sign, 0 only if it is 0; relative error <= 1.5 units in the last place.
[[nodiscard]] double cross_exact_sign(double a1, double b1, double a2, double b2);

}  // namespace shadematch::inline v0
