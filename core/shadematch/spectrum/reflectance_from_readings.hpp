// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Widest step between two readings that is still interpolated.
inline constexpr double kWidestReadingStepNm = 20.0;

/// Reflectance at the 36 bands from an instrument's readings: linear in between, end values held.
/// @param wavelengths_nm  rising, at most kWidestReadingStepNm apart, from 400 or less to 700 or more.
/// @param R               one reading for each, 0..1.2 (fluorescent and mirror-like samples exceed 1).
/// @throws std::invalid_argument naming the reading: another number of readings than wavelengths, wavelengths out of
///         order, a gap, a range that ends inside 400..700 nm, a reading outside 0..1.2, NaN included.
[[nodiscard]] SHADEMATCH_API Reflectance reflectance_from_readings(std::span<const double> wavelengths_nm,
                                                                   std::span<const double> R);

}  // namespace shadematch::inline v0
