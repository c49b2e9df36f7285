// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include <shadematch/spectrum/spectrum.hpp>

namespace shadematch::inline v0 {

Spectrum::Spectrum(double first_nm, double step_nm, std::vector<double> values)
    : first_nm_(first_nm), step_nm_(step_nm), values_(std::move(values)) {
  if (!std::isfinite(first_nm)) {
    throw std::invalid_argument("Spectrum: expected a finite first_nm, got " + std::to_string(first_nm));
  }
  if (!(step_nm > 0.0 && std::isfinite(step_nm))) {
    throw std::invalid_argument("Spectrum: expected step_nm > 0, got " + std::to_string(step_nm));
  }
  if (values_.empty()) throw std::invalid_argument("Spectrum: expected at least one value, got none");
  const auto bad = std::find_if_not(values_.begin(), values_.end(), [](double value) { return std::isfinite(value); });
  if (bad != values_.end()) {
    throw std::invalid_argument("Spectrum: expected finite values, got " + std::to_string(*bad) + " at index " +
                                std::to_string(bad - values_.begin()));
  }
}

double Spectrum::last_nm() const noexcept {
  return first_nm_ + step_nm_ * static_cast<double>(values_.size() - 1);
}

double Spectrum::at(double wavelength_nm) const {
  if (std::isnan(wavelength_nm)) return wavelength_nm;
  if (wavelength_nm <= first_nm_) return values_.front();
  if (wavelength_nm >= last_nm()) return values_.back();
  const double position = (wavelength_nm - first_nm_) / step_nm_;
  const auto left = std::min(static_cast<std::size_t>(position), values_.size() - 2);
  const double share = position - static_cast<double>(left);
  return values_[left] + share * (values_[left + 1] - values_[left]);
}

Bands Spectrum::at_bands() const {
  Bands bands{};
  for (std::size_t band = 0; band < kBandCount; ++band) bands[band] = at(band_nm(band));
  return bands;
}

}  // namespace shadematch::inline v0
