// SPDX-License-Identifier: Apache-2.0
// Private: all recipes, where they are few.
#pragma once

#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/drop_search.hpp>

namespace shadematch::inline v0 {

/// Number of recipes in whole drops that rules.most_drops and most_colorants leave, before the other rules: an upper
/// bound.
[[nodiscard]] SHADEMATCH_API double recipe_count(const RecipeModel& model, const CupRules& rules);

/// Every recipe whose color part of the objective is at most 1 above the best objective, in no order.
[[nodiscard]] SHADEMATCH_API std::vector<ScoredCup> every_recipe(const RecipeModel& model, const CupRules& rules);

}  // namespace shadematch::inline v0
