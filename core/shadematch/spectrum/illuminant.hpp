// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/spectrum.hpp>

namespace shadematch::inline v0 {

/// A light: relative spectral power, any scale.
struct Illuminant {
  std::string name;
  Spectrum power;
};

/// CIE illuminant by name: "A", "D50", "D55", "D65", "D75", "E", "FL2", "FL7", "FL11", "LED-B1" to "LED-B5", "LED-BH1",
/// "LED-RGB1", "LED-V1", "LED-V2". Source: CIE 015:2018 [cie015].
/// @throws std::invalid_argument with the known names for any other.
[[nodiscard]] SHADEMATCH_API Illuminant illuminant(std::string_view name);

/// The names that illuminant() knows.
[[nodiscard]] SHADEMATCH_API std::vector<std::string> illuminant_names();

}  // namespace shadematch::inline v0
