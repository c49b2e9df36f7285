// SPDX-License-Identifier: Apache-2.0
// Private: which patches something covers. Two witnesses: the color under the center, and the gaps around the patch.
#pragma once

#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/chart/color_score.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// What a patch says against itself; one entry a patch, in printed order.
struct PatchDoubt {
  double misfit = 0;          ///< distance from the color that the other patches predict, cube-root units
  double brighter = 0;        ///< least of the channels of seen - predicted, cube-root units: a veil of light is > 0
  int sides_that_go_on = 0;   ///< of four, where its color goes on though the chart has a gap there
  bool like_the_gap = false;  ///< its color is that of the gaps, and should not be
};

/// Colors are predicted by a robust affine map between cube roots with a planar light, fitted to the other patches.
/// Patches that are cut off or clipped are neither used nor doubted.
[[nodiscard]] std::vector<PatchDoubt> patch_doubts(const Photo& photo, const Chart& chart,
                                                   const ReferenceColors& reference);

/// Something hides the patch: its color is far off or that of the gaps, or the gap on three sides has gone.
[[nodiscard]] bool covered(const PatchDoubt& doubt);

/// Gives patches that are valid so far the reason "occluded", or "glare" where light lies over them.
void mark_covered(const Photo& photo, const ReferenceColors& reference, Chart& chart);

}  // namespace shadematch::inline v0
