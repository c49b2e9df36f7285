// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/film/film_fit.hpp>

namespace shadematch::inline v0 {

/// Drawdowns of one family, as a table holds them.
struct DrawdownTable {
  std::vector<std::string> stocks;    ///< names, in the order of Drawdown::fractions
  std::vector<Drawdown> drawdowns;    ///< named "SAMPLE over CARD"
  std::vector<std::string> samples;   ///< of each drawdown
  std::vector<std::string> cards;     ///< of each drawdown: "white", "black", ...
  std::vector<std::string> comments;  ///< lines of the file that start with '#': source, licence
};

/// Reads drawdowns from CSV, one reading a row:
///     sample, surface, components, weight_percent, R400, R410, ... R700
/// `surface` is bare_CARD (the card) or paint_over_CARD (the film), CARD any word. Components and percentages are
/// separated by '-' (names by ' + ' too), of the same length; percentages sum to 100 within 1 and are scaled to it.
/// A film takes the bare card of its own sample, else that of the rows with an empty sample. Wavelengths rise in equal
/// steps, at most 20 nm, and cover at least 420..680 nm; they are interpolated to the bands, ends held.
/// Readings are reflectance factors, 0..1.2.
/// @throws InvalidDocument with file, line, what was expected, what came; LimitExceeded as parse_csv.
[[nodiscard]] SHADEMATCH_API DrawdownTable read_drawdowns_csv(std::string_view text, const std::string& source);

}  // namespace shadematch::inline v0
