// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/difference/unit_steps.hpp>
#include <shadematch/film/film_check.hpp>
#include <shadematch/film/film_prediction.hpp>
#include <shadematch/film/film_table.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

namespace shadematch::inline v0 {
namespace {

using Eigen::Index;

constexpr auto kBands = static_cast<Index>(kBandCount);

/// Derivatives of Lab by the reflectance at each band.
Eigen::Matrix<double, 3, kBands> lab_by_band(const Reflectance& reflectance, const ColorimetricWeights& weights) {
  constexpr double kStep = 1e-5;
  Eigen::Matrix<double, 3, kBands> out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    Reflectance above = reflectance;
    Reflectance below = reflectance;
    above.R[band] += kStep;
    below.R[band] -= kStep;
    const Lab high = lab_from_reflectance(above, weights);
    const Lab low = lab_from_reflectance(below, weights);
    out.col(static_cast<Index>(band)) = Eigen::Vector3d(high.L - low.L, high.a - low.a, high.b - low.b) / (2.0 * kStep);
  }
  return out;
}

/// Derivatives of the reading by ln K and ln S of the mixture, band by band.
struct Slopes {
  Bands by_K{}, by_S{};
};

Slopes slopes(const FilmCoefficients& mixture, const Reflectance& ground, const FilmSurface& surface) {
  const FilmTable& table = film_table(surface.refractive_index);
  Slopes out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto d = table.at(mixture.K[band], mixture.S[band], 1.0).d_over(ground.R[band]);
    out.by_K[band] = d[0];
    out.by_S[band] = d[1];
  }
  return out;
}

}  // namespace

FilmPrediction predict_film(const FilmFit& fit, std::span<const double> fractions, const Reflectance& background,
                            const ColorimetricWeights& weights) {
  check_mixture(fractions, fit.stocks.size(), "predict_film");
  const FilmCoefficients mixture = mixed_film(fit, fractions);
  FilmPrediction out{film_reflectance(mixture, 1.0, background, fit.surface), {}, {}};
  out.lab = lab_from_reflectance(out.reflectance, weights);
  const auto by_band = lab_by_band(out.reflectance, weights);
  const Slopes slope = slopes(mixture, inside_surface(background, fit.surface), fit.surface);
  const auto stocks = static_cast<Index>(fractions.size());
  Eigen::MatrixXd by_coefficient(3, 2 * kBands * stocks);
  const Eigen::Matrix3d floor = kPredictionFloor * unit_steps(out.lab);
  out.covariance = floor * floor.transpose();
  for (Index p = 0; p < stocks; ++p) {
    const auto stock = static_cast<std::size_t>(p);
    Eigen::Vector3d by_strength = Eigen::Vector3d::Zero();
    for (Index b = 0; b < kBands; ++b) {
      const auto band = static_cast<std::size_t>(b);
      const double K = fractions[stock] * fit.stocks[stock].K[band] / mixture.K[band];
      const double S = fractions[stock] * fit.stocks[stock].S[band] / mixture.S[band];
      by_coefficient.col(2 * kBands * p + b) = by_band.col(b) * (slope.by_K[band] * K);
      by_coefficient.col(2 * kBands * p + kBands + b) = by_band.col(b) * (slope.by_S[band] * S);
      by_strength += by_band.col(b) * (slope.by_K[band] * K + slope.by_S[band] * S);
    }
    // A cup of one stock has no ratio that could be wrong.
    const double uncertain = fractions[stock] < 1.0 ? kStrengthSd : 0.0;
    out.covariance += uncertain * uncertain * by_strength * by_strength.transpose();
  }
  out.covariance += by_coefficient * fit.covariance * by_coefficient.transpose();
  return out;
}

}  // namespace shadematch::inline v0
