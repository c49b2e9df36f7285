// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// What the mix should look like. Lab is D50 / 2 degrees.
struct MatchTarget {
  std::string kind = "hair";         ///< "hair" (imitate stubble), "skin" (hide a scar), "lab" (a free color)
  MeasuredLab color;                 ///< the color to reach
  std::optional<MeasuredLab> scalp;  ///< skin around the work: verdict band by skin depth, contrast, too-dark risk
};

/// Which mixes may be used. Every mix that is left out is reported with its reason.
struct MatchConstraints {
  std::vector<std::string> excluded_ingredients;  ///< CI numbers or names of components or carriers (allergens)
  std::vector<std::string> brands;                ///< if not empty, only these
  bool in_stock_only = false;
  std::optional<double> max_diluent_per_pigment;  ///< parts of diluent to one part of pigment, by volume
};

struct MatchOptions {
  std::string formula = "ciede2000";  ///< any of difference_formulas()
  int top = 10;                       ///< number of matches returned; 0 = all
};

/// One mix of the ranking.
struct Match {
  std::string mix_id;
  std::vector<RecipePart> recipe;  ///< whole drops
  Lab lab;                         ///< of the mix
  std::string lab_source;          ///< "measured" or "model"
  double delta_e = 0;              ///< by the formula asked for
  double delta_e_low = 0, delta_e_high = 0;  ///< 95 % interval from the covariances of target and mix
  double delta_e_ab = 0;           ///< CIE76, the unit of the acceptability bands
  double delta_L = 0, delta_C = 0, delta_H = 0;  ///< mix minus target, CIE LCh
  std::string words;               ///< "2.1 lighter, slightly warmer"
  std::string verdict;             ///< "match", "acceptable", "cannot_tell", "visible"
  double too_dark_probability = 0; ///< P(L* of the mix < L* of the target)
  int tie_group = 0;               ///< matches of one group cannot be told apart by this measurement; 1 is best
  bool in_stock = true;
  std::optional<double> price;
};

struct Exclusion {
  std::string mix_id;
  std::string reason;  ///< "contains CI 77499, which was excluded"
};

struct Ranking {
  MatchTarget target;
  MatchOptions options;
  double perceptible_delta_e_ab = 0, acceptable_delta_e_ab = 0;  ///< bands used, by skin depth
  std::vector<Match> matches;                                    ///< best first
  std::vector<Exclusion> excluded;
  int candidates = 0;  ///< mixes that were scored
};

/// Ranks the mixes of a catalogue by color difference to the target. "Nothing reaches the tolerance" is a result
/// (see Match::verdict), not an error.
/// @throws std::invalid_argument for an unknown formula or target kind, or a non-finite target.
[[nodiscard]] SHADEMATCH_API Ranking match(const Catalogue& catalogue, const MatchTarget& target,
                                           const MatchConstraints& constraints = {}, const MatchOptions& options = {});

}  // namespace shadematch::inline v0
