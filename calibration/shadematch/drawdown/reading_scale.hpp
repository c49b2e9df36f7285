// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <shadematch/film/drawdown_table.hpp>

namespace shadematch::inline v0 {

/// Brings readings to reflectance factors, in place.
/// @param declared  what the perfect diffuser reads, 1 or 100, if the file says so. Else by content: percent if the
///                  brightest reading of the file is above 5, factors if it is at most 1.2. In between it is ambiguous;
///                  so is, among percentages, a spectrum that stays below 1.2.
/// @throws InvalidDocument "ambiguous_scale".
void scale_readings(DrawdownReadings& file, std::optional<double> declared);

}  // namespace shadematch::inline v0
