// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>
#include <utility>

#include <shadematch/spectrum/daylight_illuminant.hpp>
#include <shadematch/spectrum/tables.hpp>

namespace shadematch::inline v0 {
namespace {

/// Chromaticity x of daylight; two cubics in 1/T that meet near 7000 K.
double daylight_x(double T) {
  const double t = 1000.0 / T;
  if (T <= 7000.0) return ((-4.6070 * t + 2.9678) * t + 0.09911) * t + 0.244063;
  return ((-2.0064 * t + 1.9018) * t + 0.24748) * t + 0.237040;
}

double round_to_thousandths(double value) {
  return std::round(value * 1000.0) / 1000.0;
}

}  // namespace

Illuminant daylight_illuminant(double correlated_color_temperature_kelvin) {
  const double T = correlated_color_temperature_kelvin;
  if (!(T >= 4000.0 && T <= 25000.0)) {
    throw std::invalid_argument(
        "daylight_illuminant: expected a correlated color temperature of 4000 to 25000 K, got " + std::to_string(T));
  }
  const double x = daylight_x(T);
  const double y = (-3.000 * x + 2.870) * x - 0.275;
  const double M = 0.0241 + 0.2562 * x - 0.7341 * y;
  const double M1 = round_to_thousandths((-1.3515 - 1.7703 * x + 5.9114 * y) / M);
  const double M2 = round_to_thousandths((0.0300 - 31.4424 * x + 30.0717 * y) / M);

  const CsvTable& table = spectral_table("cie_daylight_components_10nm.csv");
  const Spectrum S0 = spectral_column(table, "S0");
  const Spectrum S1 = spectral_column(table, "S1");
  const Spectrum S2 = spectral_column(table, "S2");
  std::vector<double> power;
  for (std::size_t i = 0; i < S0.values().size(); ++i) {
    power.push_back(S0.values()[i] + M1 * S1.values()[i] + M2 * S2.values()[i]);
  }
  return {"Daylight " + std::to_string(std::lround(T)) + " K", Spectrum(S0.first_nm(), S0.step_nm(), std::move(power))};
}

}  // namespace shadematch::inline v0
