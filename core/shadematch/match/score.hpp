// SPDX-License-Identifier: Apache-2.0
// Private: the inner table of a ranking. Scores come first and alone, so that a faster scorer can stand behind the same
// call; intervals, words and verdicts are worked out only for the matches that are returned.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/match/match.hpp>

namespace shadematch::inline v0 {

/// A mix that may be used, its color and its difference to the target.
struct Candidate {
  const Mix* mix = nullptr;
  const MixColor* color = nullptr;
  double delta_e = 0;
  int tie_group = 0;
  std::optional<bool> in_stock;
  std::optional<CupPrice> price;

  [[nodiscard]] bool is_measured() const { return mix->measured.has_value(); }
};

/// Covariance of a candidate's color; the assumed one of the options where the catalogue has none.
[[nodiscard]] Eigen::Matrix3d candidate_covariance(const Candidate& candidate, const MatchOptions& options);

/// Sorts by difference, then id, as far as groups reach; forms groups until at least `top` candidates (0 = all) are in
/// one, and orders inside the groups as match() documents. Candidates beyond the last group keep tie_group 0 and stand
/// in any order.
void order_candidates(std::vector<Candidate>& candidates, const MatchTarget& target, const MatchOptions& options);

}  // namespace shadematch::inline v0
