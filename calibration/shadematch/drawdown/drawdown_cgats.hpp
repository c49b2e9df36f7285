// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/film/drawdown_table.hpp>

namespace shadematch::inline v0 {

/// Reads drawdowns from a CGATS.17 / IT8 table, one reading a set. Fields, in any order, in any case:
///     SAMPLE_NAME (else SAMPLE_ID), SURFACE (else BACKING), COMPONENTS, WEIGHT_PERCENT: as in DrawdownReading; a
///         BACKING may also name the card alone: the card itself if COMPONENTS is "", else the film on it;
///     SPECTRAL_NM_400, SPECTRAL_NM400, SPECTRAL_400, SPEC_400, NM_400, NM400, R_400 or R400, side by side; with
///         SPECTRAL_DEC_400 or SPECTRAL_PCT_400 the scale is declared.
/// Scale: by those names, by the keyword SPECTRAL_NORM (1 or 100), else by content: percent if the brightest reading is
/// above 5 and each spectrum exceeds 1.2, factors if none does; otherwise it is refused as ambiguous.
/// Keywords of the header (instrument, geometry, light) become comments "# KEYWORD: value".
/// One table of at most 20 MB and 200 000 cells; `.INCLUDE` is refused.
/// @throws InvalidDocument with file, set, sample, what was expected, what came; LimitExceeded.
[[nodiscard]] SHADEMATCH_API DrawdownTable read_drawdowns_cgats(std::string_view text, const std::string& source);

}  // namespace shadematch::inline v0
