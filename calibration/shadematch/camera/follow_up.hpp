// SPDX-License-Identifier: Apache-2.0
// Private. A later visit beside the first one.
#pragma once

#include <string>
#include <vector>

#include <shadematch/camera/calibration_state.hpp>

namespace shadematch::inline v0 {

/// Limits behind the flags; start values, to be validated on visits of clients.
inline constexpr double kExposureMoved = 0.23;      // |mean ln gain|, 1/3 EV: "exposure_moved"
inline constexpr double kWhiteBalanceMoved = 0.05;  // a channel's ln gain beside the mean: "white_balance_moved"
inline constexpr double kNeutralsMoved = 1.0;       // |shift of L*| after both fits: "neutrals_moved"

/// The rung for a visit after `baseline`: its own, unless another is asked for by name.
/// @throws MeasurementRefused  baseline_chart, baseline_edition, baseline_profile, baseline_rung
[[nodiscard]] std::string rung_of_follow_up(const Calibration::State& now, const std::string& wanted,
                                            const Calibration::State& baseline, const std::string& who);

/// @throws MeasurementRefused "baseline_neutrals" if no valid neutral patch is in both.
[[nodiscard]] FollowUp follow_up(const Calibration::State& now, const Calibration::State& baseline,
                                 const std::vector<int>& neutrals);

[[nodiscard]] std::vector<std::string> flags_of(const FollowUp& moved);

}  // namespace shadematch::inline v0
