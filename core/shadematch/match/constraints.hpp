// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// Which mixes may be used. Every mix that is left out is reported with its reason.
struct MatchConstraints {
  /// Colour Index numbers ("CI 77266", "77266") or names of components or carriers (allergens); see find_ingredient.
  /// A stock that declares no components (a diluent: no ingredient at all) cannot be shown to be free of them and is
  /// left out too.
  std::vector<std::string> excluded_ingredients;
  std::vector<std::string> brands;  ///< if not empty, only these (diluents may be of any brand); case does not matter
  bool in_stock_only = false;       ///< needs a recorded stock; unknown is not in stock
  std::optional<double> max_diluent_per_pigment;  ///< parts of diluent to one part of pigment, by volume; >= 0
};

/// Why the constraints leave this mix out, or "" if they do not.
[[nodiscard]] SHADEMATCH_API std::string exclusion_reason(const Mix& mix, const Catalogue& catalogue,
                                                          const MatchConstraints& constraints);

/// Whether every stock of the mix is on the shelf in the amount the recipe needs: true, false, or unknown. A diluent
/// without a recorded amount counts as there.
[[nodiscard]] SHADEMATCH_API std::optional<bool> is_in_stock(const Mix& mix, const Catalogue& catalogue);

/// Price of what the cup holds.
struct CupPrice {
  double amount = 0;
  std::string currency;
};

/// Drops x drop volume x price per ml, where all of it is known in one currency. A diluent without a price costs
/// nothing.
[[nodiscard]] SHADEMATCH_API std::optional<CupPrice> cup_price(const Mix& mix, const Catalogue& catalogue);

}  // namespace shadematch::inline v0
