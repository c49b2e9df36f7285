// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include "made_stocks.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

const FilmMedium& film() {
  static const FilmMedium medium(flat_reflectance(.85));
  return medium;
}

const FormulationTarget& brown() {
  static const FormulationTarget target = target_from_lab({{40, 8, 14}});
  return target;
}

bool uses(const FormulaRecipe& recipe, const std::string& id) {
  for (const FormulaPart& part : recipe.parts) {
    if (part.stock_id == id) return true;
  }
  return false;
}

std::string message_of(const Catalogue& catalogue, const FormulationOptions& options,
                       const FormulationTarget& target = brown()) {
  try {
    (void)formulate(catalogue, film(), target, options);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("mandatory and forbidden stocks, volume, dilution and lightness are obeyed") {
  const Catalogue catalogue = made_catalogue(8, 6);
  FormulationOptions options;
  options.mandatory = {"ink3"};
  options.forbidden = {"white"};
  options.cup_ml = 1.0;
  options.least_ml = .4;
  options.stocks.max_diluent_per_pigment = 2.5;
  options.lowest_L = 42;
  const Formulation found = formulate(catalogue, film(), brown(), options);
  REQUIRE_FALSE(found.recipes.empty());
  for (const FormulaRecipe& recipe : found.recipes) {
    CHECK(uses(recipe, "ink3"));
    CHECK_FALSE(uses(recipe, "white"));
    CHECK(recipe.total_ml <= 1.0 + 1e-9);
    CHECK(recipe.total_ml >= .4 - 1e-9);
    CHECK(recipe.dilution_number <= 2.5 + 1e-9);
    CHECK(recipe.lab_lights[0].L > 42 - .05);
  }
}

TEST_CASE("stocks that must not meet, and a premix that must not be diluted") {
  Catalogue catalogue = made_catalogue(4, 6);
  catalogue.stocks[0].compatibility.not_with = {"white"};
  catalogue.stocks[2].dilution.allowed = false;
  const Formulation found = formulate(catalogue, film(), brown());
  for (const FormulaRecipe& recipe : found.recipes) {
    CHECK_FALSE((uses(recipe, "black") && uses(recipe, "white")));
    CHECK_FALSE((uses(recipe, "ink2") && uses(recipe, "water")));
  }
  catalogue.stocks[0].compatibility = {{"oil"}, {}};
  catalogue.stocks[1].compatibility = {{"water based"}, {}};
  for (const FormulaRecipe& recipe : formulate(catalogue, film(), brown()).recipes) {
    CHECK_FALSE((uses(recipe, "black") && uses(recipe, "white")));
  }
}

TEST_CASE("a cup can be dispensed in steps of a syringe, and in no less than a number of drops") {
  const Catalogue catalogue = made_catalogue(5, 2);
  FormulationOptions options;
  options.step_ml = .05;
  options.cup_ml = 1.5;
  for (const FormulaRecipe& recipe : formulate(catalogue, film(), brown(), options).recipes) {
    for (const FormulaPart& part : recipe.parts) CHECK(part.ml == Approx(.05 * part.drops));
  }
  options = {};
  options.least_drops_each = 3;
  for (const FormulaRecipe& recipe : formulate(catalogue, film(), brown(), options).recipes) {
    for (const FormulaPart& part : recipe.parts) CHECK(part.drops >= 3);
  }
}

TEST_CASE("a target out of reach gets the nearest color and a reason") {
  Catalogue dark = made_catalogue(3, 1);
  dark.stocks.erase(dark.stocks.begin() + 1);  // the white
  FormulationOptions options;
  options.dilute = false;
  const Formulation light = formulate(dark, film(), target_from_lab({{80, 0, 5}}), options);
  CHECK_FALSE(light.reached);
  CHECK(light.reason == "too_light_without_white");
  CHECK(light.sentence.find("no stock that may be used is a white") != std::string::npos);
  CHECK_FALSE(light.recipes.empty());
  Catalogue gray = made_catalogue(2, 1);
  CHECK(formulate(gray, film(), target_from_lab({{45, 3, 45}})).reason == "too_warm");
  CHECK(formulate(gray, film(), target_from_lab({{45, 3, -35}})).reason == "too_blue");
  CHECK(formulate(gray, film(), target_from_lab({{45, 45, 3}})).reason == "too_red");
  FormulationOptions light_only;
  light_only.lowest_L = 60;
  CHECK(formulate(gray, film(), target_from_lab({{30, 0, 0}}), light_only).reason == "never_darker");
}

TEST_CASE("input that cannot be is refused, saying what was expected and what came") {
  const Catalogue good = made_catalogue(4, 1);
  FormulationOptions options;
  Catalogue catalogue = good;
  catalogue.stocks.push_back(catalogue.stocks.front());
  CHECK(message_of(catalogue, {}) == "formulate: expected stocks with ids that differ, got 'black' twice");
  CHECK(message_of({}, {}) == "formulate: expected a catalogue with stocks, got none");
  catalogue = good;
  catalogue.stocks.pop_back();
  CHECK(message_of(catalogue, {}) ==
        "formulate: expected a stock of kind 'diluent' that may be used, got none; add one to the catalogue, or ask "
        "for cups without (dilute = false, --no-diluent)");
  options.mandatory = options.forbidden = {"white"};
  CHECK(message_of(good, options) == "formulate: expected no stock both mandatory and forbidden, got 'white'");
  options = {};
  options.mandatory = {"gold"};
  CHECK(message_of(good, options) == "formulate: expected ids of stocks of the catalogue, got 'gold'");
  options.mandatory = {"black", "white", "ink2", "ink3"};
  CHECK(message_of(good, options) == "formulate: expected at most most_colorants = 3 mandatory stocks, got 4");
  options = {};
  options.cup_ml = -1;
  CHECK(message_of(good, options) == "formulate: expected a cup of more than 0 ml, got -1.000000");
  FormulationTarget nan = brown();
  nan.reflectance.R[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of(good, {}, nan) == "formulate: expected a target of finite numbers, got NaN");
  CHECK_THROWS_AS(target_from_lab({{std::nan(""), 0, 0}}), std::invalid_argument);
  CHECK_THROWS_WITH(target_from_reflectance(flat_reflectance(1.3)),
                    "formulate: expected a target reflectance in 0..1.2, got 1.300000 at 380 nm");
  options = {};
  options.stocks.excluded_ingredients = {"aqua"};
  CHECK(message_of(good, options).find("expected at least one stock that colors and may be used") != std::string::npos);
}

TEST_CASE("a stock that was fitted with another surface is no stock of this film") {
  Catalogue catalogue = made_catalogue(5, 3);
  catalogue.stocks[2].optical->surface = FilmSurface{1.3, .035};
  catalogue.stocks[3].optical->surface = film().surface();
  const Formulation found = formulate(catalogue, film(), brown(), {});
  REQUIRE(found.excluded.size() == 1);
  CHECK(found.excluded[0].stock_id == "ink2");
  CHECK(found.excluded[0].reason ==
        "stock 'ink2': expected a film of the surface it was fitted with, got 1.5,0.02; give the film the surface "
        "1.3,0.035");
  for (Stock& stock : catalogue.stocks) {
    if (stock.optical) stock.optical->surface = FilmSurface{1.3, .035};
  }
  CHECK(message_of(catalogue, {}).find("give the film the surface 1.3,0.035") != std::string::npos);
  const FilmMedium rough(flat_reflectance(.85), {1.3, .035});
  CHECK(formulate(catalogue, rough, brown(), {}).excluded.empty());
}

TEST_CASE("a mandatory diluent is in every cup") {
  Catalogue catalogue = made_catalogue(5, 6);
  Stock oil = water();
  oil.id = "oil";
  catalogue.stocks.push_back(oil);
  FormulationOptions options;
  options.mandatory = {"oil"};
  for (const int most : {8, 40}) {  // all recipes tried, and searched
    options.most_drops = most;
    const Formulation found = formulate(catalogue, film(), target_from_lab({{22, 1, 1}}), options);
    REQUIRE_FALSE(found.recipes.empty());
    for (const FormulaRecipe& recipe : found.recipes) CHECK(uses(recipe, "oil"));
  }
}

TEST_CASE("weights that are no weights are refused") {
  FormulationOptions options;
  options.weights.lights[1] = -1;
  CHECK(message_of(made_catalogue(4), options) ==
        "formulate: expected weights.lights in 0.000000..1000000.000000, got -1.000000");
  options = {};
  options.weights.metamerism = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of(made_catalogue(4), options) ==
        "formulate: expected weights.metamerism in 0.000000..1000000.000000, got nan");
}

TEST_CASE("an interval holds the difference that it is of, far out of reach too") {
  const Catalogue catalogue = made_catalogue(4, 6);
  for (const Lab& lab : {Lab{62, -40, 16}, Lab{30, 40, -60}, Lab{80, 15, 70}, Lab{40, 8, 14}}) {
    for (const FormulaRecipe& recipe : formulate(catalogue, film(), target_from_lab({lab})).recipes) {
      CHECK(recipe.delta_e_low <= recipe.score.delta_e[0]);
      CHECK(recipe.delta_e_high >= recipe.score.delta_e[0]);
    }
  }
}

TEST_CASE("of cups that are equal the smallest is listed") {
  Catalogue catalogue;
  catalogue.stocks = {made_stock("ink", 560, 20, 10, 4), made_stock("black", 3000, 20, 10, 4)};
  catalogue.stocks[0].dilution.allowed = catalogue.stocks[1].dilution.allowed = false;
  const Formulation found = formulate(catalogue, film(), target_from_lab({{60, 25, 20}}));
  CHECK(found.recipes.front().parts.size() == 1);
  CHECK(found.recipes.front().parts[0].drops == 1);
}

TEST_CASE("the declared covariance of a stock widens its recipes, and strength needs another stock") {
  Catalogue catalogue = made_catalogue(4, 6);
  const auto covariance_of = [&](const std::vector<FormulaPart>& parts) {
    return evaluate_recipe(catalogue, film(), brown(), parts, 1).covariance;
  };
  const std::vector<FormulaPart> alone{{"ink2", 3, 0, false}};
  const std::vector<FormulaPart> mixed{{"ink2", 3, 0, false}, {"white", 3, 0, false}};
  const Eigen::Matrix3d before = covariance_of(mixed);
  CHECK(before.trace() > 1.5 * covariance_of(alone).trace());
  Eigen::VectorXd values(72);
  for (Eigen::Index i = 0; i < 36; ++i) {
    values(i) = catalogue.stocks[2].optical->k[static_cast<std::size_t>(i)];
    values(36 + i) = catalogue.stocks[2].optical->s[static_cast<std::size_t>(i)];
  }
  // K and S of a stock wrong together by 30 %: the same as its strength, which the mix then has twice.
  catalogue.stocks[2].optical->covariance = .3 * .3 * values * values.transpose();
  const Eigen::Matrix3d strength = covariance_of(mixed) - before;
  catalogue.stocks[2].optical->covariance = 4 * *catalogue.stocks[2].optical->covariance;
  CHECK((covariance_of(mixed) - before).isApprox(4 * strength, 1e-9));
  CHECK(strength.trace() > .1);
}
