// SPDX-License-Identifier: Apache-2.0
// Private: from shares to whole drops.
#pragma once

#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/share_fit.hpp>

namespace shadematch::inline v0 {

/// Whole drops and what they look like.
struct ScoredCup {
  Cup cup;  ///< amounts are drops times dose
  std::array<int, kMostParts> drops{};
  Look look;
  RecipeScore score;
};

struct DropSearchOptions {
  int tried_per_set = 6;  ///< predicted best recipes of a set that are worked out
  int polished = 6;       ///< best recipes whose neighbors are tried, until none is better
};

/// Recipes in whole drops for every set of stocks, in no order; `evaluated` (may be null) counts those worked out.
/// All recipes near the best shares (within one drop of each part, for every total) are predicted from the slopes at
/// these shares; the best of each set are worked out; the best of all are improved by moving single drops until no
/// neighbor is better. Coverage is settled for each recipe.
[[nodiscard]] SHADEMATCH_API std::vector<ScoredCup> search_drops(const RecipeModel& model, const CupRules& rules,
                                                                 const std::vector<ShareFit>& fits,
                                                                 const DropSearchOptions& options, int* evaluated);

/// The recipe with its best coverage. @return false if it breaks the rules or is darker than allowed.
[[nodiscard]] SHADEMATCH_API bool score_drops(const RecipeModel& model, const CupRules& rules, ScoredCup& candidate);

}  // namespace shadematch::inline v0
