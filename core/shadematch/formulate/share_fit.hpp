// SPDX-License-Identifier: Apache-2.0
// Private: the best shares of one set of stocks, before they become drops.
#pragma once

#include <Eigen/Core>

#include <shadematch/formulate/cup_rules.hpp>
#include <shadematch/formulate/recipe_model.hpp>

namespace shadematch::inline v0 {

/// The color part of the objective as four residual vectors of three: D65, LED-B3, A in units of CIEDE2000 by the
/// metric at the target, and the metamerism as the difference of the errors under A and D65.
inline constexpr int kGroups = 4;
using GroupResiduals = Eigen::Matrix<double, 3 * kGroups, 1>;

/// Weight of each group in the objective.
[[nodiscard]] std::array<double, kGroups> group_weights(const RecipeModel& model);
[[nodiscard]] GroupResiduals group_residuals(const RecipeModel& model, const Look& look);
/// What a change of the nine Lab values does to them.
[[nodiscard]] GroupResiduals group_change(const RecipeModel& model, const LookSlopes::Nine& change);
/// Sum over the groups of weight times root of (squared length + a small square).
[[nodiscard]] double group_cost(const RecipeModel& model, const GroupResiduals& residuals);

struct ShareFit {
  Cup cup;  ///< amounts sum to 1
  Look look;
  LookSlopes slopes;
  double surrogate = 0;  ///< group_cost and the sensitivity that most_drops drops would have
  double cost = 0;       ///< color cost, number of colorants, and the sensitivity that most_drops drops would have
};

/// Local minimum of the surrogate over ln amounts and coverage from `start`: iteratively reweighted
/// Levenberg-Marquardt, at most `steps` steps.
[[nodiscard]] ShareFit fit_shares(const RecipeModel& model, const CupRules& rules, const Cup& start, int steps);

}  // namespace shadematch::inline v0
