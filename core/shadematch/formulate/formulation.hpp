// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/formulate/formulation_target.hpp>
#include <shadematch/formulate/medium.hpp>
#include <shadematch/formulate/objective.hpp>
#include <shadematch/match/constraints.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// What a cup may hold, and what is looked for.
struct FormulationOptions {
  ObjectiveWeights weights;
  MatchConstraints stocks;                        ///< brands, excluded ingredients, on the shelf, dilution of every cup
  std::vector<std::string> mandatory, forbidden;  ///< stock ids; a mandatory diluent gives at least one drop
  int most_colorants = 3;                         ///< 1..4
  int most_drops = 40;                            ///< of a cup, all stocks and the diluent together; 1..200
  int least_drops_each = 1;                       ///< smallest number of drops that is dispensed of a stock
  /// Dispense steps of that many ml of every stock instead of drops (a syringe): `drops` of a part are steps then.
  std::optional<double> step_ml;
  std::optional<double> cup_ml;  ///< most ml in the cup
  double least_ml = 0.0;         ///< smallest useful volume, ml
  bool dilute = true;            ///< false: no diluent in any cup
  std::string diluent_id;        ///< only this diluent; empty: the first that the stocks of a cup allow
  double coverage_low = 0.1, coverage_high = 0.6;  ///< area of dots; equal: fixed. A film takes no notice
  std::optional<double> lowest_L;                  ///< never darker: least L* (D65) of a recipe
  double tolerance = 2.0;                          ///< CIEDE2000 under D65 up to which a target counts as reached
  int most_recipes = 12;
  double film_um = 100.0;  ///< thickness of a film of stocks whose data are per length
  /// Sets of stocks of each size whose shares are fitted; 0: 18 per stock. More finds rarer recipes.
  int fitted_per_size = 0;
};

/// One line of a recipe.
struct FormulaPart {
  std::string stock_id;
  int drops = 0;  ///< or steps of step_ml
  double ml = 0;
  bool is_diluent = false;
};

/// What a slip of one drop does: CIEDE2000 under D65 to the recipe as written. Nothing where it cannot be.
struct DropEffect {
  std::string stock_id;
  std::optional<double> one_more, one_less;
};

/// A recipe and how it is expected to look. Every color is output of a model.
struct FormulaRecipe {
  std::vector<FormulaPart> parts;  ///< colorants in the order of the catalogue, then the diluent
  double total_ml = 0;
  double dilution_number = 0;  ///< the trade's shade number: ml of diluent to one ml of everything else
  double coverage = 1;         ///< area fraction of dots
  Bands K{}, S{};              ///< of the liquid in the cup, in the unit of the medium; in skin mua and mu_s', 1/cm
  Reflectance reflectance;
  Lab lab;                                               ///< D50, 2 degrees
  std::array<Lab, 3> lab_lights;                         ///< under D65, LED-B3 and A
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();  ///< of the Lab under D65, without that of the target
  RecipeScore score;
  double delta_e_low = 0, delta_e_high = 0;  ///< 95 % interval of the CIEDE2000 under D65
  std::vector<DropEffect> drop_effects;
  bool synthetic = false;  ///< a stock of it has no measured color
};

struct StockExclusion {
  std::string stock_id;
  std::string reason;
};

struct Formulation {
  std::string medium;                  ///< "film" or "skin"
  std::string status = "model";        ///< no recipe was measured
  std::vector<FormulaRecipe> recipes;  ///< best first; none is worse than another in every respect
  bool reached = false;                ///< a recipe is within the tolerance
  /// Where none is: "too_light_without_white", "too_dark", "too_warm", "too_blue", "too_red", "too_green",
  /// "coverage_limit", "dilution_limit", "never_darker" or "no_recipe"; else empty.
  std::string reason;
  std::string sentence;  ///< the same for people
  std::array<Lab, 3> target_lab;
  bool target_spectrum_assumed = false;
  std::vector<StockExclusion> excluded;
  int sets_fitted = 0, recipes_evaluated = 0;
};

/// Finds recipes in whole drops for a color. All sets of at most most_colorants stocks compete; see docs/formulation.md
/// for the search. At most three recipes of one set of stocks are listed; the nearest color is always among them.
/// A target out of reach is answered with the nearest colors and a reason, not with an error.
/// @throws std::invalid_argument for options outside their ranges, no usable stock, two stocks of one id, a stock both
///         mandatory and forbidden or excluded, more mandatory stocks than most_colorants, a diluent that is missing, a
///         target that is not finite.
[[nodiscard]] SHADEMATCH_API Formulation formulate(const Catalogue& catalogue, const Medium& medium,
                                                   const FormulationTarget& target,
                                                   const FormulationOptions& options = {});

/// A recipe in given drops: looked at, scored and with its interval, not searched. For a cup that was mixed by hand.
/// @param parts  drops of each stock, at least one colorant; `ml` is not read.
/// @throws std::invalid_argument as formulate, for an unknown stock or more than four colorants.
[[nodiscard]] SHADEMATCH_API FormulaRecipe evaluate_recipe(const Catalogue& catalogue, const Medium& medium,
                                                           const FormulationTarget& target,
                                                           const std::vector<FormulaPart>& parts, double coverage,
                                                           const FormulationOptions& options = {});

}  // namespace shadematch::inline v0
