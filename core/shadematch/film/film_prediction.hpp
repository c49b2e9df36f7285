// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>
#include <shadematch/film/film_fit.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>

namespace shadematch::inline v0 {

/// A mixture that was not measured.
struct FilmPrediction {
  Reflectance reflectance;     ///< reading of the film on the card
  Lab lab;                     ///< under the light and for the observer of the weights, relative to that white
  Eigen::Matrix3d covariance;  ///< of `lab`
};

/// 1 standard deviation of ln of a stock's tinting strength from cup to cup (weighing, dispersion), and the least error
/// of a prediction, CIEDE2000 in each direction. Both were set so that 90 % of 52 measured mixtures, left out of their
/// fit, lie in their 90 % ellipsoids (`shadematch bench mixing`); no other paints stand behind them.
inline constexpr double kStrengthSd = 0.3, kPredictionFloor = 1.2;

/// Predicts a film of a fitted family of stocks. The covariance has three parts: that of the fitted coefficients, the
/// tinting strength of each stock unless it is alone, and the floor.
/// @param fractions   of each stock, >= 0, sum 1 within 1e-6.
/// @param background  reading of the bare card, 0..1.
/// @throws std::invalid_argument for other fractions or another number of them, and as film_reflectance.
[[nodiscard]] SHADEMATCH_API FilmPrediction predict_film(const FilmFit& fit, std::span<const double> fractions,
                                                         const Reflectance& background,
                                                         const ColorimetricWeights& weights);

}  // namespace shadematch::inline v0
