// SPDX-License-Identifier: Apache-2.0
// Private: from a catalogue and options to ingredients and rules.
#pragma once

#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/cup_rules.hpp>
#include <shadematch/formulate/formulation.hpp>

namespace shadematch::inline v0 {

struct UsableStocks {
  std::vector<Ingredient> ingredients;  ///< colorants in the order of the catalogue, then diluents
  std::vector<StockExclusion> excluded;
  CupRules rules;
};

/// @throws std::invalid_argument as formulate.
[[nodiscard]] SHADEMATCH_API UsableStocks usable_stocks(const Catalogue& catalogue, const Medium& medium,
                                                        const FormulationOptions& options);

/// The stock in a medium. @throws std::invalid_argument if its data do not do for that medium.
[[nodiscard]] Ingredient ingredient_in(const Stock& stock, const Medium& medium, const FormulationOptions& options);

/// Refuses options outside their ranges, in the name of formulate.
void check_formulation_options(const FormulationOptions& options);

}  // namespace shadematch::inline v0
