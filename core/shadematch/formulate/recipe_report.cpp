// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/formulate/recipe_interval.hpp>
#include <shadematch/formulate/recipe_report.hpp>
#include <shadematch/formulate/skin_medium.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kFloorSd = 0.5;

Eigen::Vector3d vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

/// Uptake and retention scale the whole load; depth is asked of the model.
Eigen::Matrix3d skin_covariance(const RecipeModel& model, const SkinMedium& skin, const ScoredCup& candidate,
                                const LookSlopes& slopes) {
  const HealedSkinOptions& o = skin.options();
  Eigen::Vector3d by_load = Eigen::Vector3d::Zero();
  for (std::size_t i = 0; i < candidate.cup.parts; ++i) by_load += slopes.by_strength[i].head<3>();
  const double load_variance = o.uptake_ln_sd * o.uptake_ln_sd + o.retention_ln_sd * o.retention_ln_sd;
  Bands K;
  Bands S;
  model.mixed(candidate.cup, K, S);
  const double deeper = o.depth_mm * std::exp(o.depth_ln_sd) + (o.depth_mm > 0.0 ? 0.0 : 0.05);
  const Lab there =
      lab_under_lights(xyz_under_lights(skin.model_at_depth(K, S, candidate.cup.coverage, deeper).R))[kDaylight];
  const Eigen::Vector3d by_depth = vector(there) - vector(candidate.look.lab[kDaylight]);
  return load_variance * by_load * by_load.transpose() + by_depth * by_depth.transpose();
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

Eigen::Matrix3d recipe_covariance(const RecipeModel& model, const ScoredCup& candidate) {
  LookSlopes slopes;
  (void)model.look(candidate.cup, slopes);
  Eigen::Matrix3d out = kFloorSd * kFloorSd * Eigen::Matrix3d::Identity();
  for (std::size_t i = 0; i < candidate.cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(candidate.cup, i);
    const Eigen::Vector3d by_strength = stock.strength_sd * slopes.by_strength[i].head<3>();
    out += by_strength * by_strength.transpose();
    if (candidate.drops[i] == 0) continue;
    const double spread = stock.drop_sd / std::sqrt(static_cast<double>(candidate.drops[i]));
    const Eigen::Vector3d by_drops = spread * slopes.by_amount[i].head<3>();
    out += by_drops * by_drops.transpose();
  }
  if (const auto* skin = dynamic_cast<const SkinMedium*>(&model.medium())) {
    out += skin_covariance(model, *skin, candidate, slopes);
  }
  return out;
}

FormulaRecipe recipe_report(const RecipeModel& model, const ScoredCup& candidate) {
  static const ColorimetricWeights d50 = colorimetric_weights(illuminant("D50"), observer(2));
  FormulaRecipe out;
  take_parts(model, candidate, out);
  out.coverage = candidate.cup.coverage;
  Bands K;
  Bands S;
  model.mixed(candidate.cup, K, S);
  out.reflectance = model.medium().model(K, S, candidate.cup.coverage);
  out.lab = lab_from_reflectance(out.reflectance, d50);
  out.lab_lights = candidate.look.lab;
  out.score = candidate.score;
  out.covariance = recipe_covariance(model, candidate);
  const Eigen::Vector3d off = vector(candidate.look.lab[kDaylight]) - vector(model.target_lab()[kDaylight]);
  const RecipeInterval interval =
      recipe_interval(off, out.covariance + model.target().covariance, model.metric()[kDaylight]);
  out.delta_e_low = interval.low;
  out.delta_e_high = interval.high;
  return out;
}

}  // namespace shadematch::inline v0
