// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/quality/patch_edges.hpp>

namespace shadematch::inline v0 {

/// Ids of patches whose color passes but whose outline is missing, because a finger of like color lies on them: patches
/// lighter than L* 45 with fewer than 2 of 4 edges in
/// their place. None where the light patches of the chart have no outline at all.
[[nodiscard]] std::vector<int> hidden_patches(const Chart& chart, const std::vector<PatchEdge>& edges);

}  // namespace shadematch::inline v0
