// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/chart/chart.hpp>

namespace shadematch::inline v0 {

/// Shortest side of any patch in the photograph, in pixels: perspective makes the far ones small.
[[nodiscard]] double patch_side_px(const Chart& chart);

}  // namespace shadematch::inline v0
