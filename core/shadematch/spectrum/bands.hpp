// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace shadematch::inline v0 {

/// The wavelength grid of every reflectance, K and S: 380 to 730 nm every 10 nm.
inline constexpr std::size_t kBandCount = 36;
inline constexpr double kFirstBandNm = 380.0;
inline constexpr double kBandStepNm = 10.0;

/// One value per band.
using Bands = std::array<double, kBandCount>;

/// Wavelength of a band in nm; `band` in 0..35.
[[nodiscard]] constexpr double band_nm(std::size_t band) {
  return kFirstBandNm + kBandStepNm * static_cast<double>(band);
}

}  // namespace shadematch::inline v0
