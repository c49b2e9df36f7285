// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/spectrum/reflectance_from_readings.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kFirstNm = 400.0, kLastNm = 700.0, kLargest = 1.2;

[[noreturn]] void refuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("reflectance_from_readings: expected " + expected + ", got " + got);
}

std::string nm(double wavelength) {
  return std::to_string(wavelength) + " nm";
}

void check(std::span<const double> wavelengths_nm, std::span<const double> R) {
  if (wavelengths_nm.size() != R.size() || R.empty()) {
    refuse("as many readings as wavelengths, and at least one",
           std::to_string(R.size()) + " and " + std::to_string(wavelengths_nm.size()));
  }
  for (std::size_t i = 0; i < R.size(); ++i) {
    if (!std::isfinite(wavelengths_nm[i])) refuse("finite wavelengths", nm(wavelengths_nm[i]));
    if (!(R[i] >= 0.0 && R[i] <= kLargest)) {
      refuse("readings in 0..1.2 (are they in percent?)", std::to_string(R[i]) + " at " + nm(wavelengths_nm[i]));
    }
  }
  for (std::size_t i = 1; i < R.size(); ++i) {
    const double step = wavelengths_nm[i] - wavelengths_nm[i - 1];
    const std::string pair = nm(wavelengths_nm[i - 1]) + " before " + nm(wavelengths_nm[i]);
    if (!(step > 0.0)) refuse("wavelengths in rising order; sort the readings", pair);
  }
  for (std::size_t i = 1; i < R.size(); ++i) {
    const double step = wavelengths_nm[i] - wavelengths_nm[i - 1];
    const std::string pair = nm(wavelengths_nm[i - 1]) + " before " + nm(wavelengths_nm[i]);
    if (step > kWidestReadingStepNm) refuse("readings at most 20 nm apart; measure the gap again", pair);
  }
  if (wavelengths_nm.front() > kFirstNm || wavelengths_nm.back() < kLastNm) {
    refuse("readings from 400 nm or less to 700 nm or more",
           nm(wavelengths_nm.front()) + " to " + nm(wavelengths_nm.back()));
  }
}

}  // namespace

Reflectance reflectance_from_readings(std::span<const double> wavelengths_nm, std::span<const double> R) {
  check(wavelengths_nm, R);
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double at = std::clamp(band_nm(band), wavelengths_nm.front(), wavelengths_nm.back());
    const auto above = std::lower_bound(wavelengths_nm.begin() + 1, wavelengths_nm.end() - 1, at);
    const auto high = static_cast<std::size_t>(above - wavelengths_nm.begin());
    const double t = (at - wavelengths_nm[high - 1]) / (wavelengths_nm[high] - wavelengths_nm[high - 1]);
    out.R[band] = std::lerp(R[high - 1], R[high], t);
  }
  return out;
}

}  // namespace shadematch::inline v0
