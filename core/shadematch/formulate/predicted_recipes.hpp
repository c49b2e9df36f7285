// SPDX-License-Identifier: Apache-2.0
// Private: the objective of whole drops near the best shares, without looking at any of them.
#pragma once

#include <array>
#include <vector>

#include <shadematch/formulate/share_fit.hpp>

namespace shadematch::inline v0 {

struct PredictedRecipe {
  std::array<int, kMostParts> drops{};
  double coverage = 1.0;
  double cost = 0;  ///< predicted color part and sensitivity of the objective
};

/// Step of the coverage that lowers the reweighted sum of squares of `residuals`, whose slope is `by_coverage`, most.
[[nodiscard]] double coverage_move(const RecipeModel& model, const GroupResiduals& residuals,
                                   const GroupResiduals& by_coverage);

/// The `count` recipes of least predicted cost, for every total up to rules.most_drops and every part within one drop
/// of its share. Labs are linear in ln amounts around the fit.
[[nodiscard]] std::vector<PredictedRecipe> predicted_recipes(const RecipeModel& model, const CupRules& rules,
                                                             const ShareFit& fit, int count);

}  // namespace shadematch::inline v0
