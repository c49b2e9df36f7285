// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/match/acceptability.hpp>
#include <shadematch/match/constraints.hpp>
#include <shadematch/pigment/catalogue.hpp>

namespace shadematch::inline v0 {

/// What the mix should look like. Lab is D50 / 2 degrees.
struct MatchTarget {
  std::string kind = "hair";         ///< "hair" (imitate stubble), "skin" (hide a scar), "lab" (a free color)
  MeasuredLab color;                 ///< the color to reach
  std::optional<MeasuredLab> scalp;  ///< skin around the work: sets the bands by its depth, and the contrast
};

struct MatchOptions {
  std::string formula = "ciede2000";  ///< any of difference_formulas(); the target is the standard
  int top = 10;                       ///< number of matches returned; 0 = all
  /// 1 standard deviation in each of L*, a*, b* for a mix whose color has no covariance. Unknown is not zero. Start
  /// values: a spectrophotometer on drawdowns; the left-out error of film models (2.9 CIEDE2000 on average).
  double unknown_measured_se = 0.5;
  double unknown_predicted_se = 2.0;
};

/// One mix of the ranking.
struct Match {
  std::string mix_id;
  std::vector<RecipePart> recipe;                        ///< whole drops
  Lab lab;                                               ///< of the mix
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();  ///< of `lab`
  bool covariance_assumed = false;                       ///< from MatchOptions, the catalogue has none
  std::string lab_source;                                ///< "measured" or "model"
  double delta_e = 0;                                    ///< by the formula asked for
  double delta_e_low = 0, delta_e_high = 0;              ///< 95 % interval from the covariances of target and mix
  double delta_e_ab = 0;                                 ///< CIE76, the unit of the acceptability bands
  double delta_e_ab_low = 0, delta_e_ab_high = 0;        ///< 95 % interval
  double delta_L = 0, delta_C = 0, delta_H = 0;  ///< mix minus target, CIE LCh; delta_H = 2 sqrt(C C') sin(dh/2)
  std::string words;                             ///< "2.1 lighter, slightly warmer"
  std::string verdict;                           ///< "match", "acceptable", "cannot_tell", "visible": see verdict()
  double too_dark_probability = 0;               ///< P(L* of the mix < L* of the target)
  std::optional<double> contrast_delta_e, contrast_delta_L;  ///< mix against the scalp, where one is given
  int tie_group = 0;  ///< matches of one group cannot be told apart by this measurement; 1 is best
  double diluent_per_pigment = 0;
  std::optional<bool> in_stock;  ///< nothing = unknown
  std::optional<double> price;   ///< of the cup, in `currency`
  std::string currency;
};

struct Exclusion {
  std::string mix_id;
  std::string reason;  ///< "contains CI 77499 (iron oxide black) (in stock 's1'), which was excluded as '77499'"
};

struct Ranking {
  MatchTarget target;
  MatchOptions options;
  double perceptible_delta_e_ab = 0, acceptable_delta_e_ab = 0;  ///< bands used, by skin depth
  std::vector<Match> matches;                                    ///< best first
  std::vector<Exclusion> excluded;                               ///< by mix id
  std::vector<std::string> warnings;  ///< such as an excluded ingredient that no stock of the catalogue has
  int candidates = 0;                 ///< mixes that were scored
};

/// Ranks the mixes of a catalogue by color difference to the target. "Nothing reaches the tolerance" is a result
/// (see Match::verdict), not an error.
///
/// The color of a mix is the measured one where it exists, else the predicted one; a mix with neither is excluded.
/// Order: by difference, in groups. A group starts with the nearest mix that is left (its leader) and takes the next
/// nearest ones as long as none is worse than the leader with 97.5 % certainty, errors of the target cancelling where
/// they move both alike; errors of two mixes count as independent. Inside a group: in stock before unknown before not;
/// then the cheaper cup, if every price of the ranking is in one currency (unknown last); then the difference; then the
/// id. The result depends neither on the order of the catalogue nor on copies of other mixes.
///
/// @throws std::invalid_argument for an unknown formula or target kind, a target that is not finite or has no valid
///         covariance, a negative `top`, standard error or dilution limit.
[[nodiscard]] SHADEMATCH_API Ranking match(const Catalogue& catalogue, const MatchTarget& target,
                                           const MatchConstraints& constraints = {}, const MatchOptions& options = {});

}  // namespace shadematch::inline v0
