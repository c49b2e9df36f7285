// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/film/film_prediction.hpp>
#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/observer.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "family.hpp"

using namespace shadematch;
using Catch::Matchers::Contains;

TEST_CASE("a fit predicts a mixture that it has not seen") {
  const FilmFit truth = family::truth();
  const FilmFit fit = fit_film(family::drawdowns(truth));
  const ColorimetricWeights weights = colorimetric_weights(illuminant("D65"), observer(2));
  for (const std::vector<double>& fractions : {std::vector{.5, .5, .0}, {.95, .05, .0}, {.97, .0, .03}, {.6, .3, .1}}) {
    const Drawdown unseen = family::drawdown(truth, "unseen", fractions, .85);
    const FilmPrediction predicted = predict_film(fit, fractions, unseen.background, weights);
    CHECK(delta_e_ciede2000(lab_from_reflectance(unseen.film, weights), predicted.lab) < 0.3);
  }
  CHECK(fit.converged);
  CHECK(fit.noise < 2e-3);
}

TEST_CASE("a fit finds the coefficients where the drawdowns tell them") {
  const FilmFit fit = fit_film(family::drawdowns(family::truth()));
  const auto truth = family::stocks();
  for (const std::size_t band : {5U, 15U, 25U}) {
    CHECK(fit.stocks[0].S[band] == Approx(truth[0].S[band]).epsilon(.05));
    CHECK(fit.stocks[1].S[band] == Approx(truth[1].S[band]).epsilon(.10));
    CHECK(fit.stocks[1].K[band] == Approx(truth[1].K[band]).epsilon(.10));
    CHECK(fit.stocks[2].K[band] == Approx(truth[2].K[band]).epsilon(.10));
  }
}

TEST_CASE("the uncertainty of a coefficient grows without the film over black") {
  const std::vector<Drawdown> both = family::drawdowns(family::truth());
  std::vector<Drawdown> white_only;
  for (std::size_t i = 0; i < both.size(); i += 2) white_only.push_back(both[i]);
  const auto scattering_of_white = 36 + 15;
  CHECK(fit_film(white_only).covariance(scattering_of_white, scattering_of_white) >
        2.0 * fit_film(both).covariance(scattering_of_white, scattering_of_white));
}

TEST_CASE("a fit with much noise says so") {
  std::vector<Drawdown> drawdowns = family::drawdowns(family::truth());
  for (std::size_t m = 0; m < drawdowns.size(); ++m) {
    for (double& R : drawdowns[m].film.R) R *= m % 2 == 0 ? 1.15 : .9;
  }
  const FilmFit clean = fit_film(family::drawdowns(family::truth()));
  const FilmFit noisy = fit_film(drawdowns);
  CHECK(noisy.noise > 10 * clean.noise);
  CHECK(noisy.covariance(10, 10) > clean.covariance(10, 10));
}

TEST_CASE("a drawdown in doubt moves a fit less") {
  std::vector<Drawdown> drawdowns = family::drawdowns(family::truth());
  for (double& R : drawdowns[4].film.R) R *= 1.2;
  const auto miss = [&] { return std::abs(fit_film(drawdowns).stocks[1].K[10] - family::stocks()[1].K[10]); };
  const double trusted = miss();
  drawdowns[4].doubt = 10.0;
  CHECK(miss() < .5 * trusted);
  drawdowns[4].doubt = 0.0;
  CHECK_THROWS_WITH(fit_film(drawdowns), Contains("'tint on white'") && Contains("a doubt > 0"));
}

TEST_CASE("the order of the drawdowns does not change a fit") {
  std::vector<Drawdown> drawdowns = family::drawdowns(family::truth());
  const FilmFit fit = fit_film(drawdowns);
  std::reverse(drawdowns.begin(), drawdowns.end());
  CHECK(fit_film(drawdowns).stocks[1].K[20] == Approx(fit.stocks[1].K[20]).epsilon(1e-3));
}

TEST_CASE("a fit names the drawdown that it cannot use") {
  const std::vector<Drawdown> good = family::drawdowns(family::truth());
  auto bad = good;
  bad[3].film.R[4] = 1.3;
  CHECK_THROWS_WITH(fit_film(bad), Contains("'red on black'") && Contains("0..1.2 at 420 nm") && Contains("1.3"));
  bad = good;
  bad[3].film.R[4] = NAN;
  CHECK_THROWS_WITH(fit_film(bad), Contains("'red on black'"));
  bad = good;
  bad[3].film = flat_reflectance(0);
  CHECK_THROWS_WITH(fit_film(bad),
                    "fit_film: drawdown 'red on black': expected a film reading above 0 at some band, got 0 at all");
  bad = good;
  bad[0].background.R[0] = -.1;
  CHECK_THROWS_WITH(fit_film(bad), Contains("a bare card in 0..1"));
  bad = good;
  bad[5].fractions = {.8, .1, 0};
  CHECK_THROWS_WITH(fit_film(bad), Contains("'tint on black'") && Contains("sum to 1"));
  bad[5].fractions = {1.2, -.2, 0};
  CHECK_THROWS_WITH(fit_film(bad), Contains("fractions >= 0"));
  bad[5].fractions = {.8, .2};
  CHECK_THROWS_WITH(fit_film(bad), Contains("3 fractions like the first"));
  CHECK_THROWS_WITH(fit_film({}), Contains("at least one drawdown"));
  CHECK_THROWS_WITH(fit_film(std::vector<Drawdown>(good.begin(), good.begin() + 2)), Contains("holds stock 1"));
  CHECK_THROWS_WITH(fit_film(good, {{}, 0.0, .05, 60, {}}), Contains("noise, smoothness"));
}

TEST_CASE("an answer for some stocks is that part of the whole answer") {
  const std::vector<Drawdown> drawdowns = family::drawdowns(family::truth());
  const FilmFit whole = fit_film(drawdowns);
  FilmFitOptions options;
  options.reported = {2, 0};
  const FilmFit some = fit_film(drawdowns, options);
  REQUIRE(some.stocks.size() == 2);
  CHECK(some.stocks[0].K == whole.stocks[2].K);
  CHECK(some.stocks[1].S == whole.stocks[0].S);
  CHECK(some.noise == whole.noise);
  REQUIRE(some.covariance.rows() == 144);
  CHECK(some.covariance(3, 72 + 40) == Approx(whole.covariance(144 + 3, 40)).epsilon(1e-9));
  CHECK(some.covariance(50, 50) == Approx(whole.covariance(194, 194)).epsilon(1e-9));
  options.reported = {0, 3};
  CHECK_THROWS_WITH(fit_film(drawdowns, options), "fit_film: expected reported stocks below 3, each once, got 3");
  options.reported = {1, 1};
  CHECK_THROWS_WITH(fit_film(drawdowns, options), "fit_film: expected reported stocks below 3, each once, got 1");
}

TEST_CASE("fractions of a mixture are refused where they are no recipe") {
  const FilmFit fit = family::truth();
  const auto said = [&](std::vector<double> fractions) {
    try {
      (void)mixed_film(fit, fractions);
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(said({.5, .5}) == "mixed_film: expected 3 fractions, got 2");
  CHECK(said({.5, .6, 0}) == "mixed_film: expected fractions that sum to 1, got 1.100000");
  CHECK(said({1.2, -.2, 0}) == "mixed_film: expected fractions >= 0, got -0.200000");
  CHECK(said({.5, NAN, .5}) == "mixed_film: expected fractions >= 0, got nan");
  CHECK(said({INFINITY, 0, 0}) == "mixed_film: expected fractions >= 0, got inf");
  CHECK(said({.5, .500002, 0}).find("sum to 1") != std::string::npos);
  CHECK(said({.5, .5000005, 0}).empty());
}
