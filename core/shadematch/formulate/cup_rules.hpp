// SPDX-License-Identifier: Apache-2.0
// Private: which cups may be mixed.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include <shadematch/formulate/recipe_model.hpp>

namespace shadematch::inline v0 {

struct CupRules {
  int most_colorants = 3;
  int least_drops_each = 1;
  int most_drops = 40;
  double least_ml = 0.0, most_ml = 1e9;
  std::optional<double> most_diluent;  ///< ml to one ml of pigment, for every cup
  double coverage_low = 1.0, coverage_high = 1.0;
  std::optional<double> lowest_L;          ///< never darker, D65
  std::vector<std::vector<char>> apart;    ///< of two colorants: must not share a cup
  std::vector<std::vector<int>> diluents;  ///< of each colorant: indices of diluents that may go with it
  std::vector<int> mandatory;              ///< colorants of every cup
  bool always_dilute = false;              ///< at least one drop of the diluent in every cup
};

/// The diluent that all colorants of a cup allow, or -1.
[[nodiscard]] int diluent_of(const CupRules& rules, const std::vector<int>& colorants);

/// Most ml of diluent to one of pigment that the cup's stocks allow; infinite without a limit.
[[nodiscard]] double most_dilution(const RecipeModel& model, const CupRules& rules, const Cup& cup);

/// Volume of the cup and of the diluent in it, ml.
struct CupVolume {
  double total = 0, diluent = 0;
};
[[nodiscard]] CupVolume volume_of(const RecipeModel& model, const Cup& cup);

/// True if volume, dilution and number of drops are within the rules.
[[nodiscard]] bool obeys(const RecipeModel& model, const CupRules& rules, const Cup& cup,
                         const std::array<int, kMostParts>& drops);

}  // namespace shadematch::inline v0
