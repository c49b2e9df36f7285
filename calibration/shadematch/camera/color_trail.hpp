// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <vector>

namespace shadematch::inline v0 {

/// Minima that the color fits of a rung find, in their order. Leaving a patch out moves them little, so a fit to fewer
/// patches starts each search from that of the fit to all.
struct ColorTrail {
  using Parameters = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 20, 1>;

  const ColorTrail* all = nullptr;  ///< of the same rung fitted to all patches; null: nothing is known
  std::vector<Parameters> found;

  [[nodiscard]] bool leads() const { return all != nullptr && found.size() < all->found.size(); }
  /// If it leads: the minimum of the fit to all patches, moved as the patches left out moved an earlier one.
  /// @param before  how many searches earlier, where there were as many.
  [[nodiscard]] Parameters start(std::size_t before) const {
    const std::size_t at = found.size();
    if (at == 0) return all->found[0];
    const std::size_t like = at - std::min(before, at);
    return all->found[at] + (found[like] - all->found[like]);
  }
};

}  // namespace shadematch::inline v0
