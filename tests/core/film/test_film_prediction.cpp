// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <random>

#include <shadematch/film/film_prediction.hpp>
#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/observer.hpp>

#include "family.hpp"

using namespace shadematch;

namespace {

ColorimetricWeights weights() {
  return colorimetric_weights(illuminant("D65"), observer(2));
}

Eigen::Vector3d vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

}  // namespace

TEST_CASE("the covariance of a prediction follows that of the coefficients") {
  FilmFit fit = family::truth();
  const std::vector<double> fractions{.8, .2, 0};
  const Reflectance card = flat_reflectance(.85);
  const Eigen::Matrix3d without = predict_film(fit, fractions, card, weights()).covariance;
  const double sd = .02;
  fit.covariance = sd * sd * Eigen::MatrixXd::Identity(216, 216);
  const Eigen::Matrix3d part = predict_film(fit, fractions, card, weights()).covariance - without;
  std::mt19937 draw(3);
  std::normal_distribution<double> normal(0, sd);
  const Eigen::Vector3d center = vector(predict_film(fit, fractions, card, weights()).lab);
  Eigen::Matrix3d seen = Eigen::Matrix3d::Zero();
  constexpr int kDraws = 3000;
  for (int i = 0; i < kDraws; ++i) {
    FilmFit other = fit;
    for (FilmCoefficients& stock : other.stocks) {
      for (double& K : stock.K) K *= std::exp(normal(draw));
      for (double& S : stock.S) S *= std::exp(normal(draw));
    }
    const Eigen::Vector3d off = vector(predict_film(other, fractions, card, weights()).lab) - center;
    seen += off * off.transpose() / kDraws;
  }
  for (int i = 0; i < 3; ++i) CHECK(part(i, i) == Approx(seen(i, i)).epsilon(.1));
}

TEST_CASE("a prediction refuses fractions that are no recipe in its own name") {
  const FilmFit fit = family::truth();
  const Reflectance card = flat_reflectance(.85);
  CHECK_THROWS_WITH(predict_film(fit, std::vector{.5, .6, 0.}, card, weights()),
                    "predict_film: expected fractions that sum to 1, got 1.100000");
  CHECK_THROWS_WITH(predict_film(fit, std::vector{1.1, -.1, 0.}, card, weights()),
                    "predict_film: expected fractions >= 0, got -0.100000");
  CHECK_THROWS_WITH(predict_film(fit, std::vector{1.}, card, weights()), "predict_film: expected 3 fractions, got 1");
}

TEST_CASE("a pure stock is more certain than a mixture") {
  const FilmFit fit = family::truth();
  const Reflectance card = flat_reflectance(.85);
  const double pure = predict_film(fit, std::vector{0., 1., 0.}, card, weights()).covariance.trace();
  const double mixture = predict_film(fit, std::vector{.8, .2, 0.}, card, weights()).covariance.trace();
  CHECK(mixture > 1.5 * pure);
}
