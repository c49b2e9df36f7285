// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <limits>

#include <shadematch/difference/ciede2000.hpp>

#include "catalogue_of.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

std::string message_of(const MatchTarget& target, const MatchConstraints& constraints = {},
                       const MatchOptions& options = {}) {
  try {
    (void)match(make_catalogue({make_mix("m", {40, 2, 5})}), target, constraints, options);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("mixes come in the order of their difference, with the numbers of the formula") {
  const auto catalogue =
      make_catalogue({make_mix("far", {60, 2, 5}), make_mix("near", {41, 2, 5}), make_mix("middle", {47, 2, 5})});
  const auto ranking = match(catalogue, make_target({40, 2, 5}));
  CHECK(ids_of(ranking) == std::vector<std::string>{"near", "middle", "far"});
  CHECK(ranking.candidates == 3);
  const Match& middle = ranking.matches.at(1);
  CHECK(middle.delta_e == delta_e_ciede2000({40, 2, 5}, {47, 2, 5}));
  CHECK(middle.delta_e_ab == Approx(7.0));
  CHECK(middle.delta_e_low < middle.delta_e);
  CHECK(middle.delta_e_high > middle.delta_e);
  CHECK(middle.words == "7.0 lighter");
  CHECK(middle.tie_group == 2);
  CHECK(middle.recipe.at(0).stock_id == "ink");
}

TEST_CASE("differences are mix minus target in lightness, chroma and hue") {
  const auto ranking = match(make_catalogue({make_mix("m", {45, 0, 8})}), make_target({40, 6, 0}));
  const Match& only = ranking.matches.at(0);
  CHECK(only.delta_L == Approx(5));
  CHECK(only.delta_C == Approx(2));
  CHECK(only.delta_H == Approx(2 * std::sqrt(48.0) * std::sin(M_PI / 4)));
  CHECK(only.delta_e_ab * only.delta_e_ab ==
        Approx(std::pow(only.delta_L, 2) + std::pow(only.delta_C, 2) + std::pow(only.delta_H, 2)));
  const auto mirrored = match(make_catalogue({make_mix("m", {45, 0, -8})}), make_target({40, 6, 0}));
  CHECK(mirrored.matches.at(0).delta_H == Approx(-only.delta_H));
}

TEST_CASE("a measured color is preferred to a predicted one, and its source is said") {
  Mix both = make_mix("both", {50, 2, 5});
  both.predicted = MixColor{{40, 2, 5}, std::nullopt};
  Mix model = make_mix("model", {0, 0, 0});
  model.measured.reset();
  model.predicted = MixColor{{45, 2, 5}, std::nullopt};
  const auto ranking = match(make_catalogue({both, model}), make_target({40, 2, 5}));
  CHECK(ranking.matches.at(0).lab_source == "model");
  CHECK(ranking.matches.at(0).lab == Lab{45, 2, 5});
  CHECK(ranking.matches.at(1).lab_source == "measured");
  CHECK(ranking.matches.at(1).lab == Lab{50, 2, 5});
}

TEST_CASE("an unknown covariance is assumed, wider for a model, and said") {
  Mix measured = make_mix("measured", {41, 2, 5});
  measured.measured->covariance.reset();
  Mix model = make_mix("model", {0, 0, 0});
  model.measured.reset();
  model.predicted = MixColor{{60, 2, 5}, std::nullopt};
  const auto ranking =
      match(make_catalogue({measured, model, make_mix("known", {80, 2, 5}, 0.3)}), make_target({40, 2, 5}));
  CHECK(ranking.matches.at(0).covariance_assumed);
  CHECK(ranking.matches.at(0).covariance == 0.25 * Eigen::Matrix3d::Identity());
  CHECK(ranking.matches.at(1).covariance == 4.0 * Eigen::Matrix3d::Identity());
  CHECK_FALSE(ranking.matches.at(2).covariance_assumed);
  CHECK(ranking.matches.at(2).covariance(0, 0) == Approx(0.09));
}

TEST_CASE("a mix without a color is excluded with its reason") {
  Mix bare = make_mix("bare", {0, 0, 0});
  bare.measured.reset();
  const auto ranking = match(make_catalogue({bare}), make_target({40, 2, 5}));
  CHECK(ranking.matches.empty());
  CHECK(ranking.excluded.at(0).mix_id == "bare");
  CHECK(ranking.excluded.at(0).reason == "has neither a measured nor a predicted color");
}

TEST_CASE("an empty catalogue gives an empty ranking") {
  const auto ranking = match(make_catalogue({}), make_target({40, 2, 5}));
  CHECK(ranking.matches.empty());
  CHECK(ranking.candidates == 0);
}

TEST_CASE("top limits the matches, 0 returns all") {
  const auto catalogue = make_catalogue(
      {make_mix("a", {41, 2, 5}), make_mix("b", {45, 2, 5}), make_mix("c", {50, 2, 5}), make_mix("d", {55, 2, 5})});
  MatchOptions options;
  options.top = 2;
  CHECK(ids_of(match(catalogue, make_target({40, 2, 5}), {}, options)) == std::vector<std::string>{"a", "b"});
  CHECK(match(catalogue, make_target({40, 2, 5}), {}, options).candidates == 4);
  options.top = 0;
  CHECK(match(catalogue, make_target({40, 2, 5}), {}, options).matches.size() == 4);
}

TEST_CASE("the first matches are the same for every top") {
  std::vector<Mix> mixes;
  for (int i = 0; i < 30; ++i) mixes.push_back(make_mix(std::to_string(100 + i), {40 + 0.37 * i, 2, 5}, 0.4));
  MatchOptions options;
  options.top = 0;
  const auto all = ids_of(match(make_catalogue(mixes), make_target({40, 2, 5}, 0.5), {}, options));
  for (options.top = 1; options.top <= 30; options.top += 7) {
    const auto some = ids_of(match(make_catalogue(mixes), make_target({40, 2, 5}, 0.5), {}, options));
    CHECK(some == std::vector<std::string>(all.begin(), all.begin() + options.top));
  }
}

TEST_CASE("the chance of being too dark counts the errors of both colors") {
  const auto chance = [](double mix_L, double mix_se, double target_se) {
    return match(make_catalogue({make_mix("m", {mix_L, 2, 5}, mix_se)}), make_target({40, 2, 5}, target_se))
        .matches.at(0)
        .too_dark_probability;
  };
  CHECK(chance(40, 1, 1) == Approx(0.5));
  CHECK(chance(45, 3, 4) == Approx(0.158655).margin(1e-5));
  CHECK(chance(35, 3, 4) == Approx(0.841345).margin(1e-5));
  CHECK(chance(39, 0, 0) == 1.0);
  CHECK(chance(41, 0, 0) == 0.0);
  CHECK(chance(40, 0, 0) == 0.5);
}

TEST_CASE("verdicts use the bands of the skin and the interval, not the single number") {
  auto target = make_target({40, 2, 5}, 0.05);
  target.scalp = MeasuredLab{{75, 8, 14}, Eigen::Matrix3d::Zero()};
  const auto verdict_at = [&](double L, double se) {
    return match(make_catalogue({make_mix("m", {L, 2, 5}, se)}), target).matches.at(0).verdict;
  };
  CHECK(verdict_at(40.3, 0.05) == "match");
  CHECK(verdict_at(41.2, 0.05) == "acceptable");
  CHECK(verdict_at(42.2, 0.05) == "visible");
  CHECK(verdict_at(40.3, 2.0) == "cannot_tell");
  target.scalp = MeasuredLab{{35, 8, 14}, Eigen::Matrix3d::Zero()};
  CHECK(verdict_at(42.2, 0.05) == "acceptable");
  CHECK(verdict_at(41.0, 0.05) == "match");
}

TEST_CASE("bands come from the scalp, or from the target where that is skin") {
  auto target = make_target({35, 8, 14});
  const auto catalogue = make_catalogue({make_mix("m", {35, 8, 14})});
  CHECK(match(catalogue, target).acceptable_delta_e_ab == 1.8);
  target.kind = "skin";
  CHECK(match(catalogue, target).acceptable_delta_e_ab == 2.6);
  CHECK(match(catalogue, target).perceptible_delta_e_ab == 1.3);
  target.scalp = MeasuredLab{{75, 8, 14}, Eigen::Matrix3d::Zero()};
  CHECK(match(catalogue, target).acceptable_delta_e_ab == 1.8);
}

TEST_CASE("contrast to the scalp is given where a scalp is") {
  auto target = make_target({40, 2, 5});
  CHECK_FALSE(match(make_catalogue({make_mix("m", {42, 2, 5})}), target).matches.at(0).contrast_delta_e.has_value());
  target.scalp = MeasuredLab{{62, 10, 15}, Eigen::Matrix3d::Zero()};
  const Match only = match(make_catalogue({make_mix("m", {42, 2, 5})}), target).matches.at(0);
  CHECK(only.contrast_delta_L == -20.0);
  CHECK(only.contrast_delta_e == delta_e_ciede2000({62, 10, 15}, {42, 2, 5}));
}

TEST_CASE("exclusions are listed by id, and an ingredient that nothing has is a warning") {
  auto catalogue = make_catalogue({make_mix("z", {40, 2, 5}), make_mix("a", {41, 2, 5})});
  MatchConstraints constraints;
  constraints.excluded_ingredients = {"aqua", "nikel"};
  const auto ranking = match(catalogue, make_target({40, 2, 5}), constraints);
  CHECK(ranking.matches.empty());
  REQUIRE(ranking.excluded.size() == 2);
  CHECK(ranking.excluded[0].mix_id == "a");
  CHECK(ranking.excluded[1].mix_id == "z");
  REQUIRE(ranking.warnings.size() == 1);
  CHECK(ranking.warnings[0] == "no stock of the catalogue declares the excluded ingredient 'nikel'");
}

TEST_CASE("misuse is refused in words") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of(make_target({nan, 2, 5})) == "match: expected a finite Lab of the target, got NaN or infinity");
  auto target = make_target({40, 2, 5});
  target.scalp = MeasuredLab{{60, nan, 5}, Eigen::Matrix3d::Zero()};
  CHECK(message_of(target) == "match: expected a finite Lab of the scalp, got NaN or infinity");
  target = make_target({40, 2, 5}, nan);
  CHECK(message_of(target) == "match: expected a finite covariance of the target, got NaN or infinity");
  target = make_target({40, 2, 5});
  target.color.covariance(0, 0) = -1;
  CHECK(message_of(target) ==
        "match: expected a symmetric, positive semi-definite covariance of the target, got the eigenvalue -1");
  target.color.covariance << 1, 0.5, 0, 0, 1, 0, 0, 0, 1;
  CHECK(message_of(target) ==
        "match: expected a symmetric, positive semi-definite covariance of the target, got 0.5 at (0, 1) and 0 at (1, "
        "0)");
  target = make_target({40, 2, 5});
  target.kind = "beard";
  CHECK(message_of(target) == "match: expected a target 'hair', 'skin' or 'lab', got 'beard'");
}

TEST_CASE("options out of range are refused in words") {
  const auto target = make_target({40, 2, 5});
  MatchOptions options;
  options.top = -1;
  CHECK(message_of(target, {}, options) == "match: expected top of at least 0, got -1");
  options = {};
  options.unknown_predicted_se = -1;
  CHECK(message_of(target, {}, options) == "match: expected standard errors of at least 0, got -1");
  options.unknown_measured_se = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of(target, {}, options) == "match: expected standard errors of at least 0, got nan");
  MatchConstraints constraints;
  constraints.max_diluent_per_pigment = -1.0;
  CHECK(message_of(target, constraints) == "match: expected a dilution limit of at least 0, got -1");
  options = {};
  options.formula = "ciede2001";
  CHECK(message_of(target, {}, options).find("'ciede2001'") != std::string::npos);
}
