// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <string>

#include <shadematch/export.hpp>
#include <shadematch/film/film_reflectance.hpp>
#include <shadematch/pigment/stock.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// A stock as a search sees it: what one drop brings into the cup.
struct Ingredient {
  std::string id;
  bool is_diluent = false;
  Bands K{}, S{};            ///< of the undiluted stock, in the unit of the medium
  double drop_ml = 0.04;     ///< volume of one drop, > 0
  double drop_sd = 0.1;      ///< 1 standard deviation of a drop, in drops
  double dose = 0.04;        ///< of one drop: what fractions are shares of, ml or g
  double strength_sd = 0.3;  ///< 1 standard deviation of ln strength, by the level of the data
  /// Declared covariance of K and then S at the 36 bands, in the same units; null if there is none.
  std::shared_ptr<const Eigen::MatrixXd> covariance;
  std::string level;       ///< "L0" to "L3"; empty for a clear diluent
  bool synthetic = false;  ///< from ideal spheres, nothing measured
  bool may_be_diluted = true;
  std::optional<double> most_diluent;  ///< ml to one ml of pigment
  std::optional<double> price_per_ml;
};

/// 1 standard deviation of ln strength of a stock whose data have that level. L3: that of
/// predict_film, which measured films set; the others are our start values, to be validated.
[[nodiscard]] SHADEMATCH_API double strength_sd_of_level(std::string_view level);

/// Drop volume of a stock that declares none, ml. Start values, to be calibrated by weighing 20 drops.
inline constexpr double kPigmentDropMl = 0.04, kDiluentDropMl = 0.05;

/// A stock in a film: L3 as it is ("per_volume_fraction_1_per_cm" times volume fraction and film_um), L2 with
/// S = strength and K = strength K/S, L1 by the smoothest reflectance of its swatch as an opaque film with S = 1.
/// A diluent without data is clear.
/// @param film_um  thickness of the film, for data per length, > 0.
/// @throws std::invalid_argument "stock 'id': ..." saying what is missing; L0 has no film.
[[nodiscard]] SHADEMATCH_API Ingredient film_ingredient(const Stock& stock, const FilmSurface& surface, double film_um);

/// A stock in skin: mua and mu_s' of the undiluted liquid, 1/cm. L3 per volume fraction, or per film whose swatch has a
/// film_um; anything less falls back on ideal spheres by CI number (`synthetic`).
/// @throws std::invalid_argument "stock 'id': ..." saying what is missing.
[[nodiscard]] SHADEMATCH_API Ingredient skin_ingredient(const Stock& stock);

}  // namespace shadematch::inline v0
