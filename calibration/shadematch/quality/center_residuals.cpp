// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <optional>

#include <shadematch/quality/center_residuals.hpp>
#include <shadematch/quality/patch_edges.hpp>

namespace shadematch::inline v0 {

std::vector<CenterResidual> center_residuals(const Photo& photo, const Chart& chart) {
  std::map<int, std::array<std::optional<double>, 4>> sides;
  for (const PatchEdge& edge : patch_edges(photo, chart)) {
    sides[edge.patch_id][static_cast<std::size_t>(edge.side)] = edge.offset;
  }
  std::vector<CenterResidual> residuals;
  for (const auto& [id, offset] : sides) {
    const auto& [left, right, top, bottom] = offset;
    if (!left || !right || !top || !bottom) continue;
    residuals.push_back({id, {(*right - *left) / 2, (*bottom - *top) / 2}});
  }
  return residuals;
}

}  // namespace shadematch::inline v0
