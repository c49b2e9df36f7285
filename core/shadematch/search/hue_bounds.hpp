// SPDX-License-Identifier: Apache-2.0
// Private: a second lower bound for boxes far from the target, where that of Ciede2000Bound takes every hue for
// possible. With m the mean hue, in the letters of ciede2000_bound.hpp:
//   (5)  a box that does not hold the grey axis lies in a sector of hues, which its corners span; m lies halfway to
//        it. Stretching a* turns hues by asin((p - 1) / (p + 1)) at most, and opposite ones stay opposite. The distance
//        of the sector of m from 275 degrees bounds |R_T|, and so kappa.
//   (6)  |dC'| <= G = max(p C_max - C1, p C1 - C_min); what D^2 has beyond is hue, whose tolerance S_H <= 1 + 0.0236 C'
//        is smaller than S_C:   X^2 + Y^2 >= min(G^2, D^2) / S_C^2 + (D^2 - min(G^2, D^2)) / S_H^2
#pragma once

#include <shadematch/search/box_group.hpp>
#include <shadematch/search/ciede2000_bound.hpp>

namespace shadematch::inline v0 {

/// Raises bounds of the 16 boxes of a group, as squared_bounds has them, to this one where it is greater.
void raise_by_hue(const BoxBound& bound, const BoxGroup& boxes, float* squared);

}  // namespace shadematch::inline v0
