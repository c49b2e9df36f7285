// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include <shadematch/quality/edge_width.hpp>
#include <shadematch/quality/patch_edges.hpp>
#include <shadematch/quality/patch_side.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastEdges = 4;
constexpr double kEnoughPx = 40.0;       // side of a patch beyond which more pixels tell nothing more
constexpr std::size_t kEnoughOuter = 3;  // outer edges of one direction from which the inner ones are not needed

/// Median over the edges across rows (sides 0, 1) or across columns (2, 3); outer ones have room to end.
std::optional<double> median_width(const std::vector<PatchEdge>& edges, bool across_rows) {
  std::vector<double> outer, all;
  for (const PatchEdge& edge : edges) {
    if ((edge.side < 2) != across_rows) continue;
    all.push_back(edge.width_px);
    if (edge.outer) outer.push_back(edge.width_px);
  }
  if (all.size() < kLeastEdges / 2) return {};
  const double inner = median_of(std::move(all));
  return outer.size() < kEnoughOuter ? inner : std::max(inner, median_of(std::move(outer)));
}

}  // namespace

std::optional<double> edge_width(const Photo& photo, const Chart& chart) {
  return edge_width(chart, patch_edges(photo, chart));
}

std::optional<double> edge_width(const Chart& chart, const std::vector<PatchEdge>& edges) {
  if (edges.size() < kLeastEdges) return {};
  const double scale = std::min(1.0, kEnoughPx / patch_side_px(chart));
  const auto along = median_width(edges, true);
  const auto down = median_width(edges, false);
  if (!along || !down) return {};
  return scale * std::max(*along, *down);
}

}  // namespace shadematch::inline v0
