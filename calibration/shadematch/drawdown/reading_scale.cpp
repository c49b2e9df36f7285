// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/drawdown/reading_scale.hpp>
#include <shadematch/error.hpp>
#include <shadematch/film/wavelength_grid.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kBrightestFactor = 1.2;  // a fluorescent paper; more is refused anyway
constexpr double kDarkestCard = 5.0;      // percent: no set of drawdowns lacks a brighter reading

[[noreturn]] void refuse(const DrawdownReadings& file, const std::string& who, const std::string& got) {
  throw InvalidDocument(
      "ambiguous_scale",
      file.source + who + ": expected readings in 0..1.2 or in percent, got " + got + ", which can be either",
      "Declare the scale: SPECTRAL_NORM 1 or SPECTRAL_NORM 100.");
}

double brightest(const DrawdownReading& reading) {
  return reading.readings.empty() ? 0.0 : *std::max_element(reading.readings.begin(), reading.readings.end());
}

bool in_percent(const DrawdownReadings& file) {
  double most = 0.0;
  for (const DrawdownReading& reading : file.readings) most = std::max(most, brightest(reading));
  if (most <= kBrightestFactor) return false;
  if (most <= kDarkestCard) refuse(file, "", "at most " + number_text(most));
  for (const DrawdownReading& reading : file.readings) {
    if (brightest(reading) > kBrightestFactor) continue;
    refuse(file, ", " + reading.where + ", sample '" + reading.sample + "'",
           "at most " + number_text(brightest(reading)) + " among percentages");
  }
  return true;
}

}  // namespace

void scale_readings(DrawdownReadings& file, std::optional<double> declared) {
  const double white = declared ? *declared : (in_percent(file) ? 100.0 : 1.0);
  for (DrawdownReading& reading : file.readings) {
    for (double& value : reading.readings) value /= white;
  }
}

}  // namespace shadematch::inline v0
