// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <span>
#include <string>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Wavelengths of readings: first, and the step that all of them keep.
struct ReadingGrid {
  double first_nm = 0, step_nm = 0;
};

/// @throws InvalidDocument "bad_wavelengths" unless they rise in equal steps of at most 20 nm and cover 420..680 nm.
[[nodiscard]] ReadingGrid find_grid(std::span<const double> wavelengths_nm, const std::string& source);

/// Shortest text that reads back as the number, for messages.
[[nodiscard]] SHADEMATCH_API std::string number_text(double value);

}  // namespace shadematch::inline v0
