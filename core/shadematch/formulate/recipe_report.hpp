// SPDX-License-Identifier: Apache-2.0
// Private: what is told about a recipe.
#pragma once

#include <shadematch/export.hpp>
#include <shadematch/formulate/cup_rules.hpp>
#include <shadematch/formulate/drop_search.hpp>
#include <shadematch/formulate/formulation.hpp>

namespace shadematch::inline v0 {

/// Looks and score by the model of the medium instead of its table.
SHADEMATCH_API void rescore(const RecipeModel& model, ScoredCup& candidate);

/// Parts, colors, interval and what one drop more or less does.
[[nodiscard]] FormulaRecipe recipe_report(const RecipeModel& model, const ScoredCup& candidate);

/// Of candidates that were rescored: best first, without those that another one dominates in D65 difference,
/// metamerism, colorants and sensitivity together; at most three of one set of stocks; the nearest color stays in.
[[nodiscard]] std::vector<ScoredCup> best_list(std::vector<ScoredCup> candidates, int most);

/// Why the nearest recipe is not within the tolerance: reason and sentence.
struct ReachReason {
  std::string reason, sentence;
};
[[nodiscard]] ReachReason reach_reason(const RecipeModel& model, const CupRules& rules, const ScoredCup& nearest);

}  // namespace shadematch::inline v0
