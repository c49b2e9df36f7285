// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
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
  std::vector<std::string> comments;  ///< lines of the file that start with '#': source, licence; what its header says
};

/// One reading, as a file gives it.
struct DrawdownReading {
  std::string where;             ///< for messages: "line 3", "set 2", "object 'a'"
  std::string sample;            ///< empty for a card that all samples share
  std::string surface;           ///< bare_CARD (the card) or paint_over_CARD (the film), CARD any word
  std::string components;        ///< names, separated by '-' or ' + '; films only
  std::string weight_percent;    ///< as many, separated alike
  std::vector<double> readings;  ///< reflectance factors at DrawdownReadings::wavelengths_nm, 0..1.2
};

/// What every format of drawdowns is brought to before it becomes a table.
struct DrawdownReadings {
  std::string source;  ///< who: file name, for messages
  std::vector<double> wavelengths_nm;
  std::vector<DrawdownReading> readings;
  std::vector<std::string> comments;
};

/// Gives each film its fractions and its bare card: of its own sample, else of the readings with an empty sample.
/// Percentages sum to 100 within 1 and are scaled to it. Wavelengths rise in equal steps, at most 20 nm, and cover at
/// least 420..680 nm; they are interpolated to the bands, ends held.
/// @throws InvalidDocument with file, place, sample, what was expected, what came.
[[nodiscard]] SHADEMATCH_API DrawdownTable drawdown_table(const DrawdownReadings& readings);

}  // namespace shadematch::inline v0
