// SPDX-License-Identifier: Apache-2.0
// Private: scales, tiles and budget of the search.
#pragma once

#include <optional>
#include <vector>

#include <shadematch/chart/placement.hpp>

namespace shadematch::inline v0 {

/// What the search over all scales came to.
struct SearchResult {
  std::optional<Placement> best;     ///< the best placement that passes the rules
  std::optional<Placement> nearest;  ///< the best of those that do not
  std::vector<Placement> others;     ///< placements that pass, elsewhere in the picture
  bool timed_out = false;
  std::size_t most_cells = 0;  ///< of any lattice
  double smallest_pitch = 0;   ///< of the fullest lattice, photo pixels; 0 without one
};

/// Flat regions first; the outlines of patches only if those gave no sure answer.
[[nodiscard]] SearchResult search_chart(const Photo& photo, const ChartDefinition& definition,
                                        const ReferenceColors& reference, double time_limit_s, bool outlines);

}  // namespace shadematch::inline v0
