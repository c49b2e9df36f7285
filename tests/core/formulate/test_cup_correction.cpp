// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>

#include <shadematch/formulate/cup_correction.hpp>
#include <shadematch/formulate/skin_medium.hpp>

#include "made_stocks.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

const FilmMedium& film() {
  static const FilmMedium medium(flat_reflectance(.85));
  return medium;
}

FormulationTarget look_of(const Catalogue& catalogue, const std::vector<FormulaPart>& parts) {
  return target_from_reflectance(
      evaluate_recipe(catalogue, film(), target_from_lab({{50, 0, 0}}), parts, 1).reflectance);
}

std::string refused(const std::vector<CupContent>& cup, double ml) {
  try {
    (void)correct_cup(made_catalogue(4, 1), film(), target_from_lab({{40, 5, 9}}), cup, ml, 1);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("what was left out of a cup is what it says to add") {
  const Catalogue catalogue = made_catalogue(6, 3);
  const FormulationTarget target =
      look_of(catalogue, {{"black", 4, 0, false}, {"ink3", 10, 0, false}, {"white", 16, 0, false}});
  // The same cup with 3 drops of white and 2 of black less.
  const CupCorrection found =
      correct_cup(catalogue, film(), target, {{"black", 2. / 25}, {"ink3", 10. / 25}, {"white", 13. / 25}}, 1.0, 1);
  REQUIRE(found.reached);
  CHECK_FALSE(found.already_there);
  CHECK(found.now.score.delta_e[0] > 2);
  const FormulaRecipe& best = found.additions.front();
  CHECK(best.score.delta_e[0] < .02);
  REQUIRE(best.parts.size() == 2);
  CHECK(best.parts[0].stock_id == "black");
  CHECK(best.parts[0].drops == 2);
  CHECK(best.parts[1].drops == 3);
  CHECK(best.total_ml == Approx(1.2));
}

TEST_CASE("a cup with too much of a strong stock needs a new cup, and one that is right needs nothing") {
  const Catalogue catalogue = made_catalogue(6, 3);
  const FormulationTarget pale = look_of(catalogue, {{"white", 30, 0, false}, {"ink3", 5, 0, false}});
  CupCorrectionOptions options;
  options.formulation.cup_ml = 2.0;
  const CupCorrection dark = correct_cup(catalogue, film(), pale, {{"black", .5}, {"ink3", .5}}, 1.8, 1, options);
  CHECK(dark.only_new_cup);
  CHECK(dark.sentence == "only a new cup can reach this");
  CHECK(dark.new_cup_delta_e < 2);
  for (const FormulaRecipe& each : dark.additions) CHECK(each.total_ml <= 2.0 + 1e-9);
  const CupCorrection right = correct_cup(catalogue, film(), pale, {{"white", 30. / 35}, {"ink3", 5. / 35}}, 1.0, 1);
  CHECK(right.already_there);
}

TEST_CASE("a cup that cannot be is refused") {
  CHECK(refused({{"black", .5}, {"white", .3}}, 1) ==
        "correct_cup: expected fractions of the cup that sum to 1 (are they in percent or drops?), got 0.800000");
  CHECK(refused({{"black", 1}}, -2) == "correct_cup: expected a cup of more than 0 ml, got -2.000000");
  CHECK(refused({{"gold", 1}}, 1) == "correct_cup: expected stocks that may be used in the cup, got 'gold'");
  CHECK(refused({{"black", .5}, {"black", .5}}, 1) == "correct_cup: expected every stock once, got 'black' twice");
  CHECK(refused({{"black", -.5}, {"white", 1.5}}, 1) == "correct_cup: expected fractions >= 0, got -0.500000");
}

TEST_CASE("what is added keeps to the rules of dilution") {
  Catalogue catalogue = made_catalogue(6, 3);
  Stock oil = water();
  oil.id = "oil";
  catalogue.stocks.push_back(oil);
  for (Stock& stock : catalogue.stocks) stock.dilution.diluent_ids = {"water"};
  catalogue.stocks[2].dilution.allowed = false;  // ink2: a premix
  const FormulationTarget pale = look_of(catalogue, {{"white", 5, 0, false}, {"ink3", 5, 0, false}});
  CupCorrectionOptions options;
  options.formulation.most_recipes = 100;
  const auto added = [&](const std::vector<CupContent>& cup) {
    std::vector<std::string> ids;
    for (const FormulaRecipe& each : correct_cup(catalogue, film(), pale, cup, 1.0, 1, options).additions) {
      for (const FormulaPart& part : each.parts) ids.push_back(part.stock_id);
    }
    return ids;
  };
  const auto has = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  const std::vector<std::string> to_diluted = added({{"ink3", .5}, {"water", .5}});
  CHECK_FALSE(has(to_diluted, "oil"));
  CHECK_FALSE(has(to_diluted, "ink2"));
  CHECK_FALSE(has(added({{"ink2", 1}}), "water"));
  options.formulation.mandatory = {"ink4"};
  for (const FormulaRecipe& each : correct_cup(catalogue, film(), pale, {{"ink3", 1}}, 1.0, 1, options).additions) {
    CHECK(std::any_of(each.parts.begin(), each.parts.end(), [](const auto& part) { return part.stock_id == "ink4"; }));
  }
  options.formulation.most_recipes = 2;
  CHECK(correct_cup(catalogue, film(), pale, {{"ink3", 1}}, 1.0, 1, options).additions.size() <= 2);
}

TEST_CASE("cup, additions and the new cup are compared at one coverage") {
  const SkinMedium skin(skin_from_lab({62, 12, 16}));
  Catalogue catalogue;
  Stock carbon = made_stock("carbon", 5000, 20, 1, 1);
  carbon.optical->unit = "per_volume_fraction_1_per_cm";
  carbon.optical->k.assign(36, 3e5);
  carbon.optical->s.assign(36, 5e4);
  Component part;
  part.ci = "77266";
  part.mass_fraction.value = .15;
  part.density_g_cm3 = 1.8;
  carbon.components = {part};
  catalogue.stocks = {carbon, water()};
  const FormulationTarget target = target_from_lab({{52, 6, 9}});
  const CupCorrection found = correct_cup(catalogue, skin, target, {{"carbon", .1}, {"water", .9}}, 1.0, .2);
  CHECK(found.now.coverage == .2);
  for (const FormulaRecipe& each : found.additions) CHECK(each.coverage == .2);
  FormulationOptions same;
  same.coverage_low = same.coverage_high = .2;
  double nearest = 1e9;
  for (const FormulaRecipe& each : formulate(catalogue, skin, target, same).recipes) {
    nearest = std::min(nearest, each.score.delta_e[0]);
  }
  CHECK(found.new_cup_delta_e == nearest);
}
