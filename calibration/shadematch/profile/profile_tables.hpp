// SPDX-License-Identifier: Apache-2.0
// Private. A calibration at the middle of its chart, as the tables of an ICC profile.
#pragma once

#include <shadematch/camera/calibration.hpp>
#include <shadematch/profile/file_codes.hpp>
#include <shadematch/profile/icc_document.hpp>

namespace shadematch::inline v0 {

/// Nodes lie at equal steps of the cube root of the file's own grays, so that the table is dense where the eye is.
[[nodiscard]] ClutTables clut_tables(const Calibration& calibration, const FileCodes& codes);

/// @throws MeasurementRefused "not_a_matrix"
[[nodiscard]] ShaperTables shaper_tables(const Calibration& calibration, const FileCodes& codes);

}  // namespace shadematch::inline v0
