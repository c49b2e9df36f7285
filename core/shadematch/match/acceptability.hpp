// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// How large a color difference may be, in delta E*ab (CIE 1976), the unit in which observers were asked.
struct AcceptabilityBands {
  double perceptible = 0;  ///< smaller differences are not noticed
  double acceptable = 0;   ///< smaller differences are accepted
};

/// Bands for skin of that lightness angle: the fair values for ITA >= 41 degrees, the dark ones for <= 10, linear
/// between. Values and source stand in match/data/acceptability.csv. Source: Leow et al. 2006 [leow2006].
/// @param ita_deg  individual typology angle, degrees, of Lab adapted to D65. @throws std::invalid_argument for NaN.
[[nodiscard]] SHADEMATCH_API AcceptabilityBands acceptability_bands(double ita_deg);

/// Bands for skin of that color (D50 / 2 degrees); the fair, stricter ones if the skin is unknown or bluish,
/// where ita() is not defined.
[[nodiscard]] SHADEMATCH_API AcceptabilityBands acceptability_bands(const std::optional<Lab>& skin);

/// What a 95 % interval of delta E*ab proves:
///  - "match": all of it is below the perceptible limit;
///  - "acceptable": all of it is below the acceptable limit;
///  - "visible": all of it is at or above the acceptable limit;
///  - "cannot_tell": the acceptable limit lies inside it.
[[nodiscard]] SHADEMATCH_API std::string verdict(double delta_e_ab_low, double delta_e_ab_high,
                                                 const AcceptabilityBands& bands);

}  // namespace shadematch::inline v0
