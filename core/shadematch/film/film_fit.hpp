// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/film/film_reflectance.hpp>

namespace shadematch::inline v0 {

/// One film on one card, read by an instrument.
struct Drawdown {
  std::string name;               ///< for messages and diagnostics
  std::vector<double> fractions;  ///< of each stock, by weight or by volume, >= 0, sum 1; all drawdowns the same way
  Reflectance film;               ///< reading of the film on the card
  Reflectance background;         ///< reading of the bare card
  double doubt = 1.0;             ///< > 0, times FilmFitOptions::noise; above 1 for what should count for less
};

struct FilmFitOptions {
  FilmSurface surface;
  /// 1 standard deviation of the cube root of a reading, the model's own error included.
  double noise = 0.01;
  /// 1 standard deviation of the change of ln S from band to band: pigments scatter smoothly.
  double smoothness = 0.05;
  int most_steps = 60;
  /// Stocks of the answer, by number and in this order; empty: all. All are fitted in any case, but the covariance of
  /// some is had for less.
  std::vector<std::size_t> reported;
};

/// What was fitted and how well, of the stocks that were asked for. K and S are per unit fraction, for a film of
/// thickness 1.
struct FilmFit {
  FilmSurface surface;
  std::vector<FilmCoefficients> stocks;
  /// Of ln K then ln S, 36 bands each, stock after stock; widened if the residuals exceed the noise that was assumed.
  Eigen::MatrixXd covariance;
  std::vector<double> residuals;  ///< of each drawdown: root mean square of the cube roots of its readings
  double noise = 0;               ///< found in the residuals; compare with FilmFitOptions::noise
  int steps = 0;
  bool converged = false;
};

/// Fits absorption and scattering of all stocks to all drawdowns at once: least squares in the cube root of the
/// reading, which is nearly even to the eye, by Levenberg-Marquardt in ln K and ln S. Weak priors hold what the
/// drawdowns do not tell: S smooth over wavelength and near 1, K/S near that of the opaque film with most of the stock.
/// A masstone and one tint of a stock, over black and white, determine both; a masstone over one card only K/S.
/// Cost: some 6 to 20 steps, each linear in the drawdowns and cubic in the stocks of one band; the covariance is 72
/// times the number of reported stocks squared.
/// @throws std::invalid_argument naming the drawdown and the field: no drawdown, fractions that are negative or do not
///         sum to 1 within .001, a stock that no drawdown holds, a reading outside 0..1.2, options that are not > 0, a
///         stock to be reported that is not there or named twice.
/// Source: two-constant theory with ln parameters; Levenberg-Marquardt as Nocedal & Wright 2006 [nocedal2006], 10.3.
[[nodiscard]] SHADEMATCH_API FilmFit fit_film(std::span<const Drawdown> drawdowns, const FilmFitOptions& options = {});

/// Coefficients of a mixture: the sums over the stocks of fraction times coefficient.
/// @param fractions  of each stock, >= 0, sum 1 within 1e-6.
/// @throws std::invalid_argument for other fractions, or another number of them than stocks.
[[nodiscard]] SHADEMATCH_API FilmCoefficients mixed_film(const FilmFit& fit, std::span<const double> fractions);

}  // namespace shadematch::inline v0
