// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Parametric weights of CIEDE2000; 1 under the reference viewing conditions.
struct Ciede2000Options {
  double k_L = 1.0;
  double k_C = 1.0;
  double k_H = 1.0;
};

/// CIEDE2000 color difference of two Lab colors under the same white. Symmetric, 0 for equal colors; NaN passes through.
/// Where the hues are exactly opposite the published formula jumps; the ordering rule of Sharma decides there.
/// Source: Sharma, Wu & Dalal 2005 [sharma2005]; CIE 142-2001.
[[nodiscard]] SHADEMATCH_API double delta_e_ciede2000(const Lab& lab1, const Lab& lab2,
                                                      const Ciede2000Options& options = {});

}  // namespace shadematch::inline v0
