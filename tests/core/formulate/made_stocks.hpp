// SPDX-License-Identifier: Apache-2.0
// Made catalogues: stocks of dispersed pigment with smooth absorption edges or bands, and water.
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <shadematch/formulate/film_medium.hpp>
#include <shadematch/formulate/formulation.hpp>

namespace shadematch::test {

inline Stock made_stock(const std::string& id, double edge_nm, double width_nm, double K, double S) {
  Stock stock;
  stock.id = id;
  stock.kind = "pigment";
  stock.carrier.emplace_back("aqua");
  stock.drop_ml = DropVolume{.04, .004, "", 20};
  stock.dilution.max_diluent_per_pigment = 40;
  stock.optical = OpticalData{};
  stock.optical->level = "L3";
  stock.optical->unit = "per_weight_fraction_per_film";
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double absorbed = 1.0 / (1.0 + std::exp((band_nm(band) - edge_nm) / width_nm));
    stock.optical->k.push_back(K * (.02 + absorbed));
    stock.optical->s.push_back(S * std::pow(550.0 / band_nm(band), .6));
  }
  return stock;
}

inline Stock water() {
  Stock stock;
  stock.id = "water";
  stock.kind = "diluent";
  stock.carrier.emplace_back("aqua");
  stock.drop_ml = DropVolume{.05, .005, "", 20};
  return stock;
}

/// Black, white, and inks whose absorption ends somewhere between 420 and 680 nm.
inline Catalogue made_catalogue(int stocks, unsigned seed = 1) {
  std::mt19937 draw(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  Catalogue catalogue;
  catalogue.stocks.push_back(made_stock("black", 5000, 20, 60, .5));
  catalogue.stocks.push_back(made_stock("white", 300, 20, .4, 25));
  for (int i = 2; i < stocks; ++i) {
    const double edge = 430 + 250.0 * (i - 2 + unit(draw)) / (stocks - 2);
    catalogue.stocks.push_back(
        made_stock("ink" + std::to_string(i), edge, 8 + 25 * unit(draw), 4 + 25 * unit(draw), .5 + 6 * unit(draw)));
  }
  catalogue.stocks.push_back(water());
  return catalogue;
}

/// The color of a random cup of that catalogue, a little off, so that no recipe meets it.
inline FormulationTarget random_target(const Catalogue& catalogue, const Medium& medium, unsigned seed,
                                       double off = 1.0) {
  std::mt19937 draw(seed);
  std::uniform_int_distribution<int> stock(0, static_cast<int>(catalogue.stocks.size()) - 2);
  std::uniform_int_distribution<int> drops(1, 6);
  std::uniform_int_distribution<int> diluent(0, 20);
  std::normal_distribution<double> error(0, off);
  std::vector<FormulaPart> parts;
  while (parts.size() < 3) {
    const std::string& id = catalogue.stocks[static_cast<std::size_t>(stock(draw))].id;
    bool is_new = true;
    for (const FormulaPart& part : parts) is_new = is_new && part.stock_id != id;
    if (is_new) parts.push_back({id, drops(draw), 0, false});
  }
  if (const int n = diluent(draw); n > 0) parts.push_back({"water", n, 0, true});
  const FormulationTarget any = target_from_lab({{50, 0, 0}});
  const FormulaRecipe made = evaluate_recipe(catalogue, medium, any, parts, .3);
  if (off == 0.0) return target_from_reflectance(made.reflectance);
  return target_from_lab({{made.lab.L + error(draw), made.lab.a + error(draw), made.lab.b + error(draw)}});
}

}  // namespace shadematch::test
