// SPDX-License-Identifier: Apache-2.0
#include <shadematch/search/ranked_row.hpp>

namespace shadematch::inline v0 {

void NearestRows::set(Eigen::Index target, const std::vector<RankedRow>& nearest) {
  for (Eigen::Index i = 0; i < rows.cols(); ++i) {
    const RankedRow& ranked = nearest[static_cast<std::size_t>(i)];
    rows(target, i) = static_cast<std::int64_t>(ranked.row);
    delta_e(target, i) = ranked.delta_e;
  }
}

}  // namespace shadematch::inline v0
