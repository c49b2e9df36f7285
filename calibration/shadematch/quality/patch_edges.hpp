// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <optional>
#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// One side of one patch, seen across: from the middle of the patch into the gap beside it.
struct PatchEdge {
  int patch_id = 0;
  int side = 0;         ///< 0 left, 1 right, 2 top, 3 bottom, as printed
  bool outer = false;   ///< no patch beyond: the gap is wide enough for a blurred edge to end in it
  double width_px = 0;  ///< from 10 to 90 % of the step, linear light
  double offset = 0;    ///< where half of the step is passed, outward from where the side should be, in pitches
};

/// All sides of valid patches with a step that stands out from noise. Linear light, mean of the three channels.
[[nodiscard]] std::vector<PatchEdge> patch_edges(const Photo& photo, const Chart& chart);

/// edge_width() of edges that are known.
[[nodiscard]] std::optional<double> edge_width(const Chart& chart, const std::vector<PatchEdge>& edges);

}  // namespace shadematch::inline v0
