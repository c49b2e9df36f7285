// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/formulate/every_recipe.hpp>
#include <shadematch/formulate/formulation.hpp>
#include <shadematch/formulate/recipe_report.hpp>
#include <shadematch/formulate/subset_search.hpp>
#include <shadematch/formulate/usable_stocks.hpp>

namespace shadematch::inline v0 {
namespace {

// Up to that many recipes all are tried.
constexpr double kEnumeratedInFilm = 20'000, kEnumeratedInSkin = 1'000;
constexpr std::size_t kRescoredInFilm = 60, kRescoredInSkin = 16;  // the model of skin takes a thousand times as long

void expect_finite(const FormulationTarget& target) {
  for (const double R : target.reflectance.R) {
    if (!std::isfinite(R)) throw std::invalid_argument("formulate: expected a target of finite numbers, got NaN");
  }
  if (!target.covariance.allFinite()) {
    throw std::invalid_argument("formulate: expected a finite covariance of the target, got NaN");
  }
}

std::vector<ScoredCup> rescored(const RecipeModel& model, std::vector<ScoredCup> pool) {
  const std::size_t most = model.medium().has_coverage() ? kRescoredInSkin : kRescoredInFilm;
  std::sort(pool.begin(), pool.end(),
            [](const ScoredCup& a, const ScoredCup& b) { return a.score.total < b.score.total; });
  if (pool.size() > most) {
    // The nearest color is reported too, whatever else it costs.
    const auto nearest = std::min_element(pool.begin(), pool.end(), [](const ScoredCup& a, const ScoredCup& b) {
      return a.score.delta_e[kDaylight] < b.score.delta_e[kDaylight];
    });
    const ScoredCup kept = *nearest;
    const bool beyond = nearest - pool.begin() >= static_cast<std::ptrdiff_t>(most);
    pool.resize(most);
    if (beyond) pool.push_back(kept);
  }
  for (ScoredCup& each : pool) rescore(model, each);
  return pool;
}

void tell_reach(const RecipeModel& model, const CupRules& rules, const std::vector<ScoredCup>& list, double tolerance,
                Formulation& out) {
  if (list.empty()) {
    out.reason = "no_recipe";
    out.sentence = "no recipe obeys all constraints; allow more drops, a larger cup or a lower L*";
    return;
  }
  const ScoredCup& nearest = *std::min_element(list.begin(), list.end(), [](const ScoredCup& a, const ScoredCup& b) {
    return a.score.delta_e[kDaylight] < b.score.delta_e[kDaylight];
  });
  out.reached = nearest.score.delta_e[kDaylight] <= tolerance;
  if (out.reached) return;
  const ReachReason why = reach_reason(model, rules, nearest);
  out.reason = why.reason;
  out.sentence = why.sentence;
}

}  // namespace

Formulation formulate(const Catalogue& catalogue, const Medium& medium, const FormulationTarget& target,
                      const FormulationOptions& options) {
  expect_finite(target);
  UsableStocks usable = usable_stocks(catalogue, medium, options);
  const RecipeModel model(std::move(usable.ingredients), medium, target, options.weights);
  Formulation out;
  out.medium = medium.name();
  out.excluded = std::move(usable.excluded);
  out.target_lab = model.target_lab();
  out.target_spectrum_assumed = target.spectrum_assumed;
  std::vector<ScoredCup> pool;
  const double all = recipe_count(model, usable.rules);
  if (all <= (medium.has_coverage() ? kEnumeratedInSkin : kEnumeratedInFilm)) {
    pool = every_recipe(model, usable.rules);
    out.recipes_evaluated = static_cast<int>(all);
  } else {
    const SubsetSearchOptions subsets{options.fitted_per_size};
    const std::vector<ShareFit> fits = search_subsets(model, usable.rules, subsets, &out.sets_fitted);
    pool = search_drops(model, usable.rules, fits, {}, &out.recipes_evaluated);
  }
  const std::vector<ScoredCup> list = best_list(rescored(model, std::move(pool)), options.most_recipes);
  tell_reach(model, usable.rules, list, options.tolerance, out);
  out.recipes.reserve(list.size());
  for (const ScoredCup& each : list) out.recipes.push_back(recipe_report(model, each));
  return out;
}

FormulaRecipe evaluate_recipe(const Catalogue& catalogue, const Medium& medium, const FormulationTarget& target,
                              const std::vector<FormulaPart>& parts, double coverage,
                              const FormulationOptions& options) {
  expect_finite(target);
  FormulationOptions only_these = options;
  only_these.dilute = std::any_of(catalogue.stocks.begin(), catalogue.stocks.end(), [&](const Stock& stock) {
    return stock.is_diluent() &&
           std::any_of(parts.begin(), parts.end(), [&](const FormulaPart& part) { return part.stock_id == stock.id; });
  });
  UsableStocks usable = usable_stocks(catalogue, medium, only_these);
  const RecipeModel model(std::move(usable.ingredients), medium, target, options.weights);
  if (parts.empty() || parts.size() > kMostParts) {
    throw std::invalid_argument("evaluate_recipe: expected 1 to 5 parts, got " + std::to_string(parts.size()));
  }
  ScoredCup candidate;
  candidate.cup.coverage = medium.has_coverage() ? coverage : 1.0;
  const auto& all = model.ingredients();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](const FormulaPart& p) { return p.stock_id == all[i].id; });
    if (part == parts.end()) continue;
    if (part->drops < 1) {
      throw std::invalid_argument("evaluate_recipe: expected at least 1 drop of '" + part->stock_id + "', got " +
                                  std::to_string(part->drops));
    }
    candidate.cup.stock[candidate.cup.parts] = static_cast<int>(i);
    candidate.cup.amount[candidate.cup.parts] = part->drops * all[i].dose;
    candidate.drops[candidate.cup.parts++] = part->drops;
  }
  if (candidate.cup.parts != parts.size() || model.colorants(candidate.cup) == 0) {
    throw std::invalid_argument(
        "evaluate_recipe: expected stocks that may be used, each once, one of them no diluent, "
        "got others");
  }
  rescore(model, candidate);
  return recipe_report(model, candidate);
}

}  // namespace shadematch::inline v0
