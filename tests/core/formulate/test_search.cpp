// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/formulate/subset_search.hpp>

#include "brute_force.hpp"
#include "made_stocks.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

double least_J(std::vector<ScoredCup> pool, const RecipeModel& model) {
  double least = 1e9;
  for (ScoredCup& each : pool) least = std::min(least, each.score.total);
  double best = 1e9;
  for (ScoredCup& each : pool) {
    if (each.score.total > least + .05) continue;
    rescore(model, each);
    best = std::min(best, each.score.total);
  }
  return best;
}

/// J of the best recipe that the search finds, and of the best there is.
struct Pair {
  double found, best;
};

Pair search_against_brute_force(int stocks, int drops, unsigned seed, int colorants) {
  const FilmMedium film(flat_reflectance(.85));
  const Catalogue catalogue = made_catalogue(stocks, seed);
  const FormulationTarget target = random_target(catalogue, film, 100 + seed);
  FormulationOptions options;
  options.most_drops = drops;
  options.most_colorants = colorants;
  UsableStocks usable = usable_stocks(catalogue, film, options);
  const RecipeModel model(usable.ingredients, film, target, options.weights);
  const std::vector<ShareFit> fits = search_subsets(model, usable.rules, {}, nullptr);
  const double found = least_J(search_drops(model, usable.rules, fits, {}, nullptr), model);
  return {found, try_every_recipe(model, usable.rules).front().score.total};
}

}  // namespace

TEST_CASE("the best recipe of at most 12 drops of five stocks is the one that trying all of them finds") {
  const FilmMedium film(flat_reflectance(.85));
  FormulationOptions options;
  options.most_drops = 12;
  options.most_colorants = 4;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Catalogue catalogue = made_catalogue(5, seed);
    const FormulationTarget target = random_target(catalogue, film, 100 + seed);
    const Formulation found = formulate(catalogue, film, target, options);
    UsableStocks usable = usable_stocks(catalogue, film, options);
    const RecipeModel model(usable.ingredients, film, target, options.weights);
    const ScoredCup best = try_every_recipe(model, usable.rules).front();
    INFO("catalogue " << seed);
    const FormulaRecipe& first = found.recipes.front();
    CHECK(first.score.total == Approx(best.score.total).margin(1e-9));
    for (const FormulaPart& part : first.parts) {
      int drops = 0;
      for (std::size_t i = 0; i < best.cup.parts; ++i) {
        if (model.ingredient(best.cup, i).id == part.stock_id) drops = best.drops[i];
      }
      CHECK(part.drops == drops);
    }
  }
}

TEST_CASE("the search for drops misses the best objective by less than 0.02") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const Pair J = search_against_brute_force(3, 22, seed, 3);
    INFO("catalogue " << seed << ": found J " << J.found << ", best " << J.best);
    CHECK(J.found < J.best + .02);
  }
}

TEST_CASE("fitting the best screened sets finds what fitting every set finds") {
  const FilmMedium film(flat_reflectance(.85));
  FormulationOptions options;
  options.most_colorants = 4;
  int same = 0;
  constexpr unsigned kCases = 25;
  for (unsigned seed = 1; seed <= kCases; ++seed) {
    const Catalogue catalogue = made_catalogue(10 + static_cast<int>(seed % 6), seed);
    const FormulationTarget target = random_target(catalogue, film, 200 + seed);
    options.fitted_per_size = 0;
    const double found = formulate(catalogue, film, target, options).recipes.front().score.total;
    options.fitted_per_size = 1'000'000;
    const double best = formulate(catalogue, film, target, options).recipes.front().score.total;
    same += found < best + .02;
  }
  CHECK(same == kCases);
}
