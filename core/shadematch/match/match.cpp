// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <shadematch/difference/cie76.hpp>
#include <shadematch/difference/delta_e.hpp>
#include <shadematch/match/match.hpp>
#include <shadematch/match/score.hpp>
#include <shadematch/match/uncertainty.hpp>
#include <shadematch/match/words.hpp>

namespace shadematch::inline v0 {
namespace {

std::string short_number(double value) {
  std::array<char, 32> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6);
  return {text.data(), result.ptr};
}

void expect_not_negative(const char* name, double value) {
  if (value >= 0) return;
  throw std::invalid_argument("match: expected " + std::string(name) + " of at least 0, got " + short_number(value));
}

/// Throws unless `covariance`, which is finite, can be one.
void check_covariance(const Eigen::Matrix3d& covariance, const std::string& what) {
  const std::string expected =
      "match: expected a symmetric, positive semi-definite covariance of the " + what + ", got ";
  const double tolerance = 1e-6 * covariance.cwiseAbs().maxCoeff();
  Eigen::Index i = 0, j = 0;
  if ((covariance - covariance.transpose()).cwiseAbs().maxCoeff(&i, &j) > tolerance) {
    const Eigen::Index row = std::min(i, j), column = std::max(i, j);
    const std::string place = std::to_string(row) + ", " + std::to_string(column);
    const std::string mirrored = std::to_string(column) + ", " + std::to_string(row);
    throw std::invalid_argument(expected + short_number(covariance(row, column)) + " at (" + place + ") and " +
                                short_number(covariance(column, row)) + " at (" + mirrored + ")");
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(covariance, Eigen::EigenvaluesOnly);
  const double least = solver.eigenvalues().minCoeff();
  if (least < -tolerance) throw std::invalid_argument(expected + "the eigenvalue " + short_number(least));
}

void check_color(const MeasuredLab& color, const std::string& what) {
  const Eigen::Matrix3d& covariance = color.covariance;
  if (!std::isfinite(color.lab.L) || !std::isfinite(color.lab.a) || !std::isfinite(color.lab.b)) {
    throw std::invalid_argument("match: expected a finite Lab of the " + what + ", got NaN or infinity");
  }
  if (!covariance.allFinite()) {
    throw std::invalid_argument("match: expected a finite covariance of the " + what + ", got NaN or infinity");
  }
  check_covariance(covariance, what);
}

void check_arguments(const MatchTarget& target, const MatchConstraints& constraints, const MatchOptions& options) {
  if (target.kind != "hair" && target.kind != "skin" && target.kind != "lab") {
    throw std::invalid_argument("match: expected a target 'hair', 'skin' or 'lab', got '" + target.kind + "'");
  }
  check_color(target.color, "target");
  if (target.scalp) check_color(*target.scalp, "scalp");
  if (options.top < 0) {
    throw std::invalid_argument("match: expected top of at least 0, got " + std::to_string(options.top));
  }
  expect_not_negative("standard errors", options.unknown_measured_se);
  expect_not_negative("standard errors", options.unknown_predicted_se);
  if (constraints.max_diluent_per_pigment) {
    expect_not_negative("a dilution limit", *constraints.max_diluent_per_pigment);
  }
}

double delta_hue(const Lab& target, const Lab& mix) {
  const double angle = std::atan2(target.a * mix.b - target.b * mix.a, target.a * mix.a + target.b * mix.b);
  return 2.0 * std::sqrt(std::hypot(target.a, target.b) * std::hypot(mix.a, mix.b)) * std::sin(0.5 * angle);
}

double probability_below_zero(double mean, double se) {
  if (se > 0) return 0.5 * std::erfc(mean / se / std::numbers::sqrt2);
  return mean < 0 ? 1.0 : mean > 0 ? 0.0 : 0.5;
}

/// Splits the mixes into those that may be used and those that may not, with the reason.
std::vector<Candidate> select_candidates(const Catalogue& catalogue, const MatchConstraints& constraints,
                                         std::vector<Exclusion>& excluded) {
  std::vector<Candidate> candidates;
  for (const auto& mix : catalogue.mixes) {
    const MixColor* color = mix.measured ? &*mix.measured : mix.predicted ? &*mix.predicted : nullptr;
    std::string reason = exclusion_reason(mix, catalogue, constraints);
    if (reason.empty() && color == nullptr) reason = "has neither a measured nor a predicted color";
    if (!reason.empty()) {
      excluded.push_back({mix.id, std::move(reason)});
      continue;
    }
    candidates.push_back({&mix, color, 0.0, 0, is_in_stock(mix, catalogue), cup_price(mix, catalogue)});
  }
  std::sort(excluded.begin(), excluded.end(), [](const auto& x, const auto& y) { return x.mix_id < y.mix_id; });
  return candidates;
}

/// The score table: one call of the formula for all candidates.
void score_candidates(std::vector<Candidate>& candidates, const Lab& target, const std::string& formula) {
  LabTable labs(static_cast<Eigen::Index>(candidates.size()), 3);
  for (Eigen::Index i = 0; i < labs.rows(); ++i) {
    const Lab& lab = candidates[static_cast<std::size_t>(i)].color->lab;
    labs.row(i) << lab.L, lab.a, lab.b;
  }
  const Eigen::ArrayXd scores = delta_e(formula, target, labs);
  for (Eigen::Index i = 0; i < labs.rows(); ++i) candidates[static_cast<std::size_t>(i)].delta_e = scores[i];
}

std::vector<std::string> warnings_of(const Catalogue& catalogue, const MatchConstraints& constraints) {
  std::vector<std::string> warnings;
  for (const auto& term : constraints.excluded_ingredients) {
    const bool known = std::any_of(catalogue.stocks.begin(), catalogue.stocks.end(),
                                   [&](const Stock& stock) { return !find_ingredient(stock, term).empty(); });
    if (!known) warnings.push_back("no stock of the catalogue declares the excluded ingredient '" + term + "'");
  }
  return warnings;
}

Match describe(const Candidate& candidate, const Catalogue& catalogue, const Ranking& ranking) {
  const std::string& formula = ranking.options.formula;
  const MatchTarget& target = ranking.target;
  const Lab& goal = target.color.lab;
  const Lab& lab = candidate.color->lab;
  Match match;
  match.mix_id = candidate.mix->id;
  match.recipe = candidate.mix->parts;
  match.lab = lab;
  match.covariance = candidate_covariance(candidate, ranking.options);
  match.covariance_assumed = !candidate.color->covariance.has_value();
  match.lab_source = candidate.is_measured() ? "measured" : "model";
  const Eigen::Matrix3d covariance = target.color.covariance + match.covariance;
  const Eigen::Matrix3d root = covariance_root(covariance);
  match.delta_e = candidate.delta_e;
  const auto interval = difference_interval(formula, goal, lab, root);
  match.delta_e_low = interval.low;
  match.delta_e_high = interval.high;
  match.delta_e_ab = delta_e_cie76(goal, lab);
  const auto interval_ab = difference_interval("cie76", goal, lab, root);
  match.delta_e_ab_low = interval_ab.low;
  match.delta_e_ab_high = interval_ab.high;
  match.delta_L = lab.L - goal.L;
  match.delta_C = std::hypot(lab.a, lab.b) - std::hypot(goal.a, goal.b);
  match.delta_H = delta_hue(goal, lab);
  match.words = difference_words(goal, lab);
  match.verdict =
      verdict(interval_ab.low, interval_ab.high, {ranking.perceptible_delta_e_ab, ranking.acceptable_delta_e_ab});
  match.too_dark_probability = probability_below_zero(match.delta_L, std::sqrt(covariance(0, 0)));
  if (target.scalp) {
    match.contrast_delta_e = delta_e(formula, target.scalp->lab, lab);
    match.contrast_delta_L = lab.L - target.scalp->lab.L;
  }
  match.tie_group = candidate.tie_group;
  match.diluent_per_pigment = diluent_per_pigment(*candidate.mix, catalogue);
  match.in_stock = candidate.in_stock;
  if (candidate.price) {
    match.price = candidate.price->amount;
    match.currency = candidate.price->currency;
  }
  return match;
}

}  // namespace

Ranking match(const Catalogue& catalogue, const MatchTarget& target, const MatchConstraints& constraints,
              const MatchOptions& options) {
  check_arguments(target, constraints, options);
  Ranking ranking;
  ranking.target = target;
  ranking.options = options;
  std::optional<Lab> skin;
  if (target.scalp) {
    skin = target.scalp->lab;
  } else if (target.kind == "skin") {
    skin = target.color.lab;
  }
  const AcceptabilityBands bands = acceptability_bands(skin);
  ranking.perceptible_delta_e_ab = bands.perceptible;
  ranking.acceptable_delta_e_ab = bands.acceptable;
  ranking.warnings = warnings_of(catalogue, constraints);
  auto candidates = select_candidates(catalogue, constraints, ranking.excluded);
  score_candidates(candidates, target.color.lab, options.formula);
  ranking.candidates = static_cast<int>(candidates.size());
  order_candidates(candidates, target, options);
  if (options.top > 0 && candidates.size() > static_cast<std::size_t>(options.top)) {
    candidates.resize(static_cast<std::size_t>(options.top));
  }
  for (const auto& candidate : candidates) ranking.matches.push_back(describe(candidate, catalogue, ranking));
  return ranking;
}

}  // namespace shadematch::inline v0
