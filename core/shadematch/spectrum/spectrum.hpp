// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// A function of wavelength, tabulated at equal steps: linear in between, end values held outside.
class SHADEMATCH_API Spectrum {
 public:
  /// @param first_nm  wavelength of the first value.
  /// @param step_nm   distance of two values, > 0.
  /// @param values    at least one; finite.
  /// @throws std::invalid_argument otherwise.
  Spectrum(double first_nm, double step_nm, std::vector<double> values);

  [[nodiscard]] double first_nm() const noexcept { return first_nm_; }
  [[nodiscard]] double step_nm() const noexcept { return step_nm_; }
  [[nodiscard]] double last_nm() const noexcept;
  [[nodiscard]] const std::vector<double>& values() const noexcept { return values_; }

  /// Value at a wavelength; NaN passes through.
  [[nodiscard]] double at(double wavelength_nm) const;

  /// Values at the 36 bands.
  [[nodiscard]] Bands at_bands() const;

 private:
  double first_nm_;
  double step_nm_;
  std::vector<double> values_;
};

}  // namespace shadematch::inline v0
