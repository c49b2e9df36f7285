// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Individual typology angle of skin in degrees, arctan((L* - 50) / b*): large for light, negative for dark skin.
/// The literature states it for D65: `lab`, relative to `white`, is first adapted to D65 (Bradford).
/// NaN where the adapted b* is not above 0: the angle is not defined for bluish colors.
/// Source: Chardon, Cretois & Hourseau 1991 [chardon1991].
[[nodiscard]] SHADEMATCH_API double ita(const Lab& lab, const XYZ& white = kWhiteD50);
[[nodiscard]] SHADEMATCH_API Eigen::ArrayXd ita(const Eigen::Ref<const LabTable>& lab, const XYZ& white = kWhiteD50);

/// Class of an angle: "very light" > 55, "light" > 41, "intermediate" > 28, "tan" > 10, "brown" > -30, else "dark".
/// Source: Chardon, Cretois & Hourseau 1991 [chardon1991]; "dark" after Del Bino & Bernerd 2013 [delbino2013].
/// @throws std::invalid_argument for NaN.
[[nodiscard]] SHADEMATCH_API std::string_view ita_class(double ita_degrees);

}  // namespace shadematch::inline v0
