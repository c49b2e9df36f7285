// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/formulation.hpp>

namespace shadematch::inline v0 {

/// What a mixed cup holds of a stock.
struct CupContent {
  std::string stock_id;
  double fraction = 0;  ///< of the volume, >= 0; all of them sum to 1 within .001
};

struct CupCorrectionOptions {
  /// Constraints, weights and tolerance. most_colorants and most_drops are those of a new cup; of an addition at most
  /// two stocks are added, most_added_each drops of each.
  FormulationOptions formulation;
  int most_added_each = 20;      ///< drops of one stock, 1..100
  double per_added_drop = 0.05;  ///< cost of an added drop in J; our choice
};

/// How to correct a cup that was mixed: a cup can only be added to.
struct CupCorrection {
  FormulaRecipe now;                     ///< the cup as it is; `parts` is empty
  std::vector<FormulaRecipe> additions;  ///< best first; `parts` are what is added, colors those of the whole cup
  bool reached = false;                  ///< an addition is within the tolerance
  bool already_there = false;            ///< the cup needs nothing
  bool only_new_cup = false;             ///< no addition reaches the target, a new cup does
  double new_cup_delta_e = 0;            ///< CIEDE2000 under D65 of the nearest new cup
  std::string sentence;                  ///< the same for people
};

/// Finds drops to add: all pairs of stocks (the diluent counts as one) and all their numbers of drops are tried.
/// @param volume_ml  of what is left in the cup, > 0.
/// @param coverage   area of dots, as the cup will be used, now, with additions and as a new cup; a film takes no
/// notice.
/// @throws std::invalid_argument as formulate, for an unknown stock or one twice in the cup, fractions that are
/// negative
///         or do not sum to 1, a cup without volume or one that is fuller than cup_ml.
[[nodiscard]] SHADEMATCH_API CupCorrection correct_cup(const Catalogue& catalogue, const Medium& medium,
                                                       const FormulationTarget& target,
                                                       const std::vector<CupContent>& cup, double volume_ml,
                                                       double coverage, const CupCorrectionOptions& options = {});

}  // namespace shadematch::inline v0
