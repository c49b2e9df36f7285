// SPDX-License-Identifier: Apache-2.0
// Private. What Little CMS makes of an exported profile, beside the calibration.
#pragma once

#include <shadematch/profile/export_profile.hpp>
#include <shadematch/profile/file_codes.hpp>

namespace shadematch::inline v0 {

/// Fills the figures of `profile`.
/// @throws MeasurementRefused "profile_gate" if they miss the limits, or if the grays of the chart do not get lighter.
void pass_profile_gate(const Calibration& calibration, const FileCodes& codes, const ProfileOptions& options,
                       ExportedProfile& profile);

}  // namespace shadematch::inline v0
