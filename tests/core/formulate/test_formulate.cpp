// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/difference/ciede2000.hpp>

#include "made_stocks.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

const FilmMedium& film() {
  static const FilmMedium medium(flat_reflectance(.85));
  return medium;
}

FormulationTarget mix_of(const Catalogue& catalogue, const std::vector<FormulaPart>& parts) {
  const FormulationTarget any = target_from_lab({{50, 0, 0}});
  FormulationOptions options;
  options.most_colorants = 4;
  return target_from_reflectance(evaluate_recipe(catalogue, film(), any, parts, 1, options).reflectance);
}

double ml_of(const FormulaRecipe& recipe, const std::string& id) {
  for (const FormulaPart& part : recipe.parts) {
    if (part.stock_id == id) return part.ml;
  }
  return 0;
}

}  // namespace

TEST_CASE("a mix that the catalogue made is found again, its parts within 2 percent") {
  const Catalogue catalogue = made_catalogue(10, 3);
  const std::vector<std::vector<FormulaPart>> made{
      {{"black", 2, 0, false}, {"white", 9, 0, false}, {"ink6", 7, 0, false}, {"water", 11, 0, true}},
      {{"black", 1, 0, false}, {"water", 8, 0, true}},
      {{"ink4", 3, 0, false}, {"ink7", 5, 0, false}, {"white", 11, 0, false}},
      {{"white", 20, 0, false}, {"ink3", 2, 0, false}, {"ink5", 5, 0, false}, {"water", 3, 0, true}}};
  for (const auto& parts : made) {
    const FormulationTarget target = mix_of(catalogue, parts);
    const Formulation found = formulate(catalogue, film(), target);
    REQUIRE(found.reached);
    // The true recipe is in the list, though a simpler one within half a difference may stand above it.
    const auto nearest = std::min_element(
        found.recipes.begin(), found.recipes.end(),
        [](const FormulaRecipe& a, const FormulaRecipe& b) { return a.score.delta_e[0] < b.score.delta_e[0]; });
    CHECK(nearest->score.delta_e[0] <= .3);
    double made_ml = 0;
    for (const FormulaPart& part : parts) made_ml += part.drops * (part.stock_id == "water" ? .05 : .04);
    double made_pigment = 0;
    double found_pigment = 0;
    for (const FormulaPart& part : parts) {
      if (part.stock_id == "water") continue;
      made_pigment += part.drops * .04;
      found_pigment += ml_of(*nearest, part.stock_id);
    }
    INFO(parts.front().stock_id);
    for (const FormulaPart& part : parts) {
      if (part.stock_id == "water") continue;
      CHECK(ml_of(*nearest, part.stock_id) / found_pigment == Approx(part.drops * .04 / made_pigment).margin(.02));
    }
  }
}

TEST_CASE("recipes are ordered by the objective, none dominates a later one, and the nearest color is listed") {
  const Catalogue catalogue = made_catalogue(8, 2);
  const Formulation found = formulate(catalogue, film(), random_target(catalogue, film(), 7));
  REQUIRE(found.recipes.size() > 2);
  CHECK(found.recipes.size() <= 12);
  for (std::size_t i = 0; i < found.recipes.size(); ++i) {
    const RecipeScore& later = found.recipes[i].score;
    for (std::size_t j = 0; j < i; ++j) {
      const RecipeScore& earlier = found.recipes[j].score;
      CHECK(earlier.total <= later.total + 1e-12);
      CHECK_FALSE((earlier.delta_e[0] <= later.delta_e[0] && earlier.metamerism <= later.metamerism &&
                   earlier.colorants <= later.colorants && earlier.sensitivity <= later.sensitivity));
    }
  }
  CHECK(found.status == "model");
}

TEST_CASE("the objective is the sum of its parts") {
  const Catalogue catalogue = made_catalogue(6, 5);
  const FormulaRecipe recipe = formulate(catalogue, film(), random_target(catalogue, film(), 8)).recipes.front();
  const RecipeScore& s = recipe.score;
  const double J = .5 * s.delta_e[0] + .3 * s.delta_e[1] + .2 * s.delta_e[2] + .3 * s.metamerism +
                   .15 * (s.colorants - 1) + .5 * s.sensitivity;
  CHECK(s.total == Approx(J));
}

TEST_CASE("the interval holds the difference, and a swatch of a color makes it wider than measured K and S") {
  Catalogue catalogue = made_catalogue(4, 1);
  const FormulationTarget target = random_target(catalogue, film(), 3);
  const FormulaRecipe measured = formulate(catalogue, film(), target).recipes.front();
  CHECK(measured.delta_e_low <= measured.score.delta_e[0]);
  CHECK(measured.delta_e_high >= measured.score.delta_e[0]);
  std::vector<FormulaPart> parts = measured.parts;
  for (Stock& stock : catalogue.stocks) {
    if (stock.is_diluent()) continue;
    stock.optical->level = "L2";
    stock.optical->k_over_s.clear();
    for (std::size_t i = 0; i < kBandCount; ++i) {
      stock.optical->k_over_s.push_back(stock.optical->k[i] / stock.optical->s[i]);
    }
    stock.optical->strength = stock.optical->s[17];
  }
  const FormulaRecipe guessed = evaluate_recipe(catalogue, film(), target, parts, 1);
  CHECK(guessed.covariance.trace() > 1.5 * measured.covariance.trace());
}

TEST_CASE("a slip of a drop is what the recipe with that drop looks like") {
  const Catalogue catalogue = made_catalogue(6, 4);
  const FormulationTarget target = random_target(catalogue, film(), 12);
  const FormulaRecipe recipe = formulate(catalogue, film(), target).recipes.front();
  std::vector<FormulaPart> parts = recipe.parts;
  parts.front().drops += 1;
  const FormulaRecipe slipped = evaluate_recipe(catalogue, film(), target, parts, 1);
  const auto effect = std::find_if(recipe.drop_effects.begin(), recipe.drop_effects.end(),
                                   [&](const DropEffect& e) { return e.stock_id == parts.front().stock_id; });
  REQUIRE(effect != recipe.drop_effects.end());
  CHECK(*effect->one_more > 0);
  const double by_model = delta_e_ciede2000(recipe.lab_lights[0], slipped.lab_lights[0]);
  CHECK(*effect->one_more == Approx(by_model).margin(.02));
}
