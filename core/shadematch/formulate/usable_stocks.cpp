// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include <shadematch/formulate/film_medium.hpp>
#include <shadematch/formulate/usable_stocks.hpp>

namespace shadematch::inline v0 {
namespace {

[[noreturn]] void refuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("formulate: expected " + expected + ", got " + got);
}

bool contains(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

constexpr double kTableError = 0.02;

void expect_range(const char* name, double value, double low, double high) {
  if (value >= low && value <= high) return;
  refuse(std::string(name) + " in " + std::to_string(low) + ".." + std::to_string(high), std::to_string(value));
}

void check_stocks(const Catalogue& catalogue, const FormulationOptions& options) {
  if (catalogue.stocks.empty()) refuse("a catalogue with stocks", "none");
  std::set<std::string> ids;
  for (const Stock& stock : catalogue.stocks) {
    if (!ids.insert(stock.id).second) refuse("stocks with ids that differ", "'" + stock.id + "' twice");
  }
  for (const auto* list : {&options.mandatory, &options.forbidden}) {
    for (const std::string& id : *list) {
      if (ids.count(id) == 0) refuse("ids of stocks of the catalogue", "'" + id + "'");
    }
  }
  for (const std::string& id : options.mandatory) {
    if (contains(options.forbidden, id)) refuse("no stock both mandatory and forbidden", "'" + id + "'");
  }
}

/// Why a stock cannot be in any cup, or "".
std::string reason_against(const Stock& stock, const Catalogue& catalogue, const FormulationOptions& options) {
  if (contains(options.forbidden, stock.id)) return "was forbidden";
  if (stock.is_diluent() && !options.dilute) return "no diluent was asked for";
  if (stock.is_diluent() && !options.diluent_id.empty() && options.diluent_id != stock.id) {
    return "is not the diluent that was asked for";
  }
  const auto is_other = [&](const Stock& other) {
    return other.is_diluent() && other.id != stock.id && contains(options.mandatory, other.id);
  };
  if (stock.is_diluent() && std::any_of(catalogue.stocks.begin(), catalogue.stocks.end(), is_other)) {
    return "is not the diluent that every cup must have";
  }
  Mix alone;
  alone.parts = {{stock.id, 1}};
  MatchConstraints constraints = options.stocks;
  constraints.max_diluent_per_pigment.reset();
  return exclusion_reason(alone, catalogue, constraints);
}

/// K and S predict what was measured only inside the surface that they were fitted with.
void expect_surface(const Stock& stock, const FilmSurface& surface) {
  if (!stock.optical || !stock.optical->surface || same_surface(*stock.optical->surface, surface)) return;
  throw std::invalid_argument("stock '" + stock.id + "': expected a film of the surface it was fitted with, got " +
                              surface_text(surface) + "; give the film the surface " +
                              surface_text(*stock.optical->surface));
}

bool must_be_apart(const Stock& a, const Stock& b) {
  if (contains(a.compatibility.not_with, b.id) || contains(b.compatibility.not_with, a.id)) return true;
  const auto& left = a.compatibility.groups;
  const auto& right = b.compatibility.groups;
  if (left.empty() || right.empty()) return false;
  return std::none_of(left.begin(), left.end(), [&](const std::string& each) { return contains(right, each); });
}

/// Diluents that may go with a colorant, in the order of the catalogue.
std::vector<int> diluents_for(const Stock& stock, const std::vector<const Stock*>& used) {
  std::vector<int> out;
  if (!stock.dilution.allowed) return out;
  for (std::size_t i = 0; i < used.size(); ++i) {
    const bool named = stock.dilution.diluent_ids.empty() || contains(stock.dilution.diluent_ids, used[i]->id);
    if (used[i]->is_diluent() && named && !must_be_apart(stock, *used[i])) out.push_back(static_cast<int>(i));
  }
  return out;
}

/// Fractions are by weight where every stock has a density and its data are per weight, else by volume.
void choose_doses(const std::vector<const Stock*>& used, std::vector<Ingredient>& ingredients) {
  const bool by_weight = std::all_of(used.begin(), used.end(), [](const Stock* stock) {
    const bool per_weight = !stock->optical || stock->optical->unit == "per_weight_fraction_per_film";
    return per_weight && stock->density_g_cm3.has_value();
  });
  for (std::size_t i = 0; i < used.size(); ++i) {
    ingredients[i].dose = ingredients[i].drop_ml * (by_weight ? *used[i]->density_g_cm3 : 1.0);
  }
}

void check_mandatory(const std::vector<StockExclusion>& excluded, const CupRules& rules,
                     const FormulationOptions& options) {
  for (const StockExclusion& each : excluded) {
    if (contains(options.mandatory, each.stock_id)) {
      refuse("mandatory stocks that may be used", "'" + each.stock_id + "', which " + each.reason);
    }
  }
  if (static_cast<int>(rules.mandatory.size()) > options.most_colorants) {
    refuse("at most most_colorants = " + std::to_string(options.most_colorants) + " mandatory stocks",
           std::to_string(rules.mandatory.size()));
  }
  for (const int a : rules.mandatory) {
    for (const int b : rules.mandatory) {
      if (rules.apart[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] != 0) {
        refuse("mandatory stocks that may share a cup", "two that must not");
      }
    }
  }
}

void take_rules(const std::vector<const Stock*>& used, const FormulationOptions& options, const Medium& medium,
                CupRules& rules) {
  rules.most_colorants = options.most_colorants;
  rules.least_drops_each = options.least_drops_each;
  rules.most_drops = options.most_drops;
  rules.least_ml = options.least_ml;
  if (options.cup_ml) rules.most_ml = *options.cup_ml;
  rules.most_diluent = options.stocks.max_diluent_per_pigment;
  rules.coverage_low = medium.has_coverage() ? options.coverage_low : 1.0;
  rules.coverage_high = medium.has_coverage() ? options.coverage_high : 1.0;
  // The search looks up a table that is within .02 of the model.
  if (options.lowest_L) rules.lowest_L = *options.lowest_L + kTableError;
  rules.apart.assign(used.size(), std::vector<char>(used.size(), 0));
  rules.diluents.resize(used.size());
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]->is_diluent()) {
      rules.always_dilute = rules.always_dilute || contains(options.mandatory, used[i]->id);
      continue;
    }
    rules.diluents[i] = diluents_for(*used[i], used);
    if (contains(options.mandatory, used[i]->id)) rules.mandatory.push_back(static_cast<int>(i));
    for (std::size_t j = 0; j < used.size(); ++j) {
      rules.apart[i][j] = static_cast<char>(i != j && must_be_apart(*used[i], *used[j]));
    }
  }
}

void expect_diluent(const std::vector<const Stock*>& used, const FormulationOptions& options) {
  if (!options.dilute) return;
  const auto is_diluent = [](const Stock* stock) { return stock->is_diluent(); };
  const auto wants_one = [](const Stock* stock) { return !stock->is_diluent() && stock->dilution.allowed; };
  if (std::any_of(used.begin(), used.end(), is_diluent) || std::none_of(used.begin(), used.end(), wants_one)) return;
  const std::string got =
      options.diluent_id.empty() ? "none" : "diluent '" + options.diluent_id + "', which is not there";
  refuse("a stock of kind 'diluent' that may be used",
         got + "; add one to the catalogue, or ask for cups without (dilute = false, --no-diluent)");
}

}  // namespace

void check_formulation_options(const FormulationOptions& options) {
  for (const double light : options.weights.lights) expect_range("weights.lights", light, 0, 1e6);
  expect_range("weights.metamerism", options.weights.metamerism, 0, 1e6);
  expect_range("weights.per_colorant", options.weights.per_colorant, 0, 1e6);
  expect_range("weights.sensitivity", options.weights.sensitivity, 0, 1e6);
  expect_range("weights.cost", options.weights.cost, 0, 1e6);
  expect_range("most_colorants", options.most_colorants, 1, kMostParts - 1);
  expect_range("most_drops", options.most_drops, 1, 200);
  expect_range("least_drops_each", options.least_drops_each, 1, 200);
  expect_range("most_recipes", options.most_recipes, 1, 100);
  expect_range("fitted_per_size", options.fitted_per_size, 0, 1e6);
  if (options.step_ml) expect_range("step_ml", *options.step_ml, 1e-4, 100);
  if (options.cup_ml && !(*options.cup_ml > 0 && std::isfinite(*options.cup_ml))) {
    refuse("a cup of more than 0 ml", std::to_string(*options.cup_ml));
  }
  expect_range("least_ml", options.least_ml, 0, options.cup_ml.value_or(1e6));
  expect_range("coverage_low", options.coverage_low, 0, 1);
  expect_range("coverage_high", options.coverage_high, options.coverage_low, 1);
  expect_range("tolerance", options.tolerance, 0, 100);
  expect_range("film_um", options.film_um, 1e-3, 1e5);
  if (options.lowest_L) expect_range("lowest_L", *options.lowest_L, 0, 100);
  if (options.stocks.max_diluent_per_pigment) {
    expect_range("max_diluent_per_pigment", *options.stocks.max_diluent_per_pigment, 0, 1e6);
  }
}

Ingredient ingredient_in(const Stock& stock, const Medium& medium, const FormulationOptions& options) {
  const auto* film = dynamic_cast<const FilmMedium*>(&medium);
  if (film != nullptr) expect_surface(stock, film->surface());
  Ingredient out = film != nullptr ? film_ingredient(stock, film->surface(), options.film_um) : skin_ingredient(stock);
  if (options.step_ml) {
    out.drop_sd *= out.drop_ml / *options.step_ml;  // the same volume error, in steps
    out.drop_ml = out.dose = *options.step_ml;
  }
  return out;
}

UsableStocks usable_stocks(const Catalogue& catalogue, const Medium& medium, const FormulationOptions& options) {
  check_formulation_options(options);
  check_stocks(catalogue, options);
  UsableStocks out;
  std::vector<const Stock*> used;
  for (const bool diluents : {false, true}) {
    for (const Stock& stock : catalogue.stocks) {
      if (stock.is_diluent() != diluents) continue;
      std::string reason = reason_against(stock, catalogue, options);
      if (reason.empty()) {
        try {
          out.ingredients.push_back(ingredient_in(stock, medium, options));
          used.push_back(&stock);
        } catch (const std::invalid_argument& error) {
          reason = error.what();
        }
      }
      if (!reason.empty()) out.excluded.push_back({stock.id, std::move(reason)});
    }
  }
  if (std::none_of(used.begin(), used.end(), [](const Stock* stock) { return !stock->is_diluent(); })) {
    refuse("at least one stock that colors and may be used",
           out.excluded.empty() ? "none" : "none: '" + out.excluded[0].stock_id + "' " + out.excluded[0].reason);
  }
  expect_diluent(used, options);
  choose_doses(used, out.ingredients);
  take_rules(used, options, medium, out.rules);
  check_mandatory(out.excluded, out.rules, options);
  return out;
}

}  // namespace shadematch::inline v0
