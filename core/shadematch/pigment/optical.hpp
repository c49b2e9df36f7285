// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/pigment/film_surface.hpp>

namespace shadematch::inline v0 {

/// Wavelengths of every spectrum of one stock.
struct WavelengthGrid {
  int start_nm = 380;
  int step_nm = 10;
  int n = 36;
};

/// Surface correction of the measured film. Source: Saunderson 1942 [saunderson1942].
struct Saunderson {
  double k1 = 0;  ///< part of the light that the surface reflects outside, 0..1
  double k2 = 0;  ///< part of the diffuse light that the surface reflects back inside, 0..1
  int j = 1;      ///< 1 specular reflection included in the measurement, 0 excluded
};

/// One drawdown of a stock. Empty texts and vectors mean "not recorded".
struct Swatch {
  double pigment = 1, diluent = 0;  ///< parts by volume
  std::string background;           ///< "white", "black" or "skin"
  std::optional<double> film_um;
  std::vector<double> reflectance;  ///< JSON key "R"; 0..1 on the grid of the stock, or empty
  std::optional<Lab> lab;           ///< under `illuminant` and `observer_deg`, adapted to nothing
  std::string illuminant = "D65";
  int observer_deg = 2;  ///< 2 or 10
  std::string geometry;  ///< "d8", "45_0" or "photo"
  std::string specular;  ///< "SCI" or "SCE"
  std::string instrument;
  std::string date;  ///< YYYY-MM-DD
};

/// What is known of a stock's color. Below L3 a prediction is wider.
struct OpticalData {
  std::string level;  ///< "L0" nothing measured, "L1" one swatch, "L2" K/S and strength, "L3" K and S
  WavelengthGrid grid;
  std::vector<double> k, s;                   ///< L3: absorption and scattering, in `unit`, on the grid; else empty
  std::vector<double> k_over_s;               ///< JSON key "ks"; L2: on the grid; else empty
  double strength = 1.0;                      ///< L2: relative tinting strength, > 0
  std::optional<Eigen::MatrixXd> covariance;  ///< JSON key "cov": of (k, s), of ks, or of the swatch Lab, by level
  std::string unit;                           ///< "per_volume_fraction_1_per_cm" or "per_weight_fraction_per_film"
  std::optional<Saunderson> saunderson;
  /// Of the films that k and s were fitted to: with another one they predict other colors.
  std::optional<FilmSurface> surface;
  std::vector<Swatch> swatches;
};

/// Mean and standard deviation of the share of pigment that stays after healing.
struct Retention {
  double mean = 0;  ///< 0..1
  double sd = 0;
};

/// A healed result on a client, before and after. Lab is D50 / 2 degrees.
struct HealedRecord {
  std::optional<Lab> skin_lab;
  double pigment = 1, diluent = 0;  ///< parts by volume
  std::optional<double> weeks;      ///< since the treatment
  std::optional<Lab> lab_fresh, lab_healed;
  std::optional<double> coverage;  ///< area fraction of dots, 0..1
  std::optional<double> depth_mm;
  std::optional<Retention> retention;
  int n_clients = 0;
  std::string source;
};

}  // namespace shadematch::inline v0
