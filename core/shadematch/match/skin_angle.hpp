// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// ITA in degrees of a D50 Lab, adapted to D65 by Bradford.
[[nodiscard]] double skin_angle_deg(const Lab& lab);

}  // namespace shadematch::inline v0
