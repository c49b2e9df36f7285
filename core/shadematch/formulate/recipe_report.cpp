// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/formulate/recipe_covariance.hpp>
#include <shadematch/formulate/recipe_interval.hpp>
#include <shadematch/formulate/recipe_report.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

Eigen::Vector3d vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

std::optional<double> slip(const RecipeModel& model, const ScoredCup& candidate, std::size_t part, int by) {
  Cup cup = candidate.cup;
  cup.amount[part] += by * model.ingredient(cup, part).dose;
  double colored = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) colored += model.ingredient(cup, i).is_diluent ? 0.0 : cup.amount[i];
  if (cup.amount[part] < -1e-12 || colored <= 1e-12) return std::nullopt;
  cup.amount[part] = std::max(cup.amount[part], 0.0);
  return delta_e_ciede2000(model.look(candidate.cup).lab[kDaylight], model.look(cup).lab[kDaylight]);
}

void take_parts(const RecipeModel& model, const ScoredCup& candidate, FormulaRecipe& out) {
  double diluent = 0.0;
  for (std::size_t i = 0; i < candidate.cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(candidate.cup, i);
    out.synthetic = out.synthetic || (stock.synthetic && candidate.drops[i] > 0);
    out.drop_effects.push_back({stock.id, slip(model, candidate, i, 1), slip(model, candidate, i, -1)});
    if (candidate.drops[i] == 0) continue;
    const double ml = candidate.drops[i] * stock.drop_ml;
    out.parts.push_back({stock.id, candidate.drops[i], ml, stock.is_diluent});
    out.total_ml += ml;
    if (stock.is_diluent) diluent += ml;
  }
  out.dilution_number = diluent / (out.total_ml - diluent);
}

}  // namespace

void rescore(const RecipeModel& model, ScoredCup& candidate) {
  LookSlopes slopes;
  (void)model.look(candidate.cup, slopes);
  candidate.look = model.model_look(candidate.cup);
  candidate.score = model.score(candidate.cup, candidate.drops, candidate.look, slopes);
}

FormulaRecipe recipe_report(const RecipeModel& model, const ScoredCup& candidate) {
  static const ColorimetricWeights d50 = colorimetric_weights(illuminant("D50"), observer(2));
  FormulaRecipe out;
  take_parts(model, candidate, out);
  out.coverage = candidate.cup.coverage;
  model.mixed(candidate.cup, out.K, out.S);
  out.reflectance = model.medium().model(out.K, out.S, candidate.cup.coverage);
  out.lab = lab_from_reflectance(out.reflectance, d50);
  out.lab_lights = candidate.look.lab;
  out.score = candidate.score;
  out.covariance = recipe_covariance(model, candidate);
  const Eigen::Vector3d off = vector(candidate.look.lab[kDaylight]) - vector(model.target_lab()[kDaylight]);
  const RecipeInterval interval =
      recipe_interval(off, out.covariance + model.target().covariance, model.metric()[kDaylight]);
  // The metric at the target is a straight line: far away it is stretched to the difference that is reported.
  const double seen = (model.metric()[kDaylight] * off).norm();
  const double stretch = seen > 0.0 ? out.score.delta_e[kDaylight] / seen : 1.0;
  out.delta_e_low = stretch * interval.low;
  out.delta_e_high = stretch * interval.high;
  return out;
}

}  // namespace shadematch::inline v0
