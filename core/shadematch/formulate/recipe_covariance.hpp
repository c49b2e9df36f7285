// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>
#include <shadematch/formulate/drop_search.hpp>
#include <shadematch/formulate/recipe_model.hpp>

namespace shadematch::inline v0 {

/// Covariance of a recipe's Lab under D65: the declared covariance of each stock's K and S, a tinting strength of each
/// stock that varies from cup to cup and the floor of predict_film, the spread of the drops, and in skin what is not
/// known of the healing.
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d recipe_covariance(const RecipeModel& model, const ScoredCup& candidate);

}  // namespace shadematch::inline v0
