// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <shadematch/export.hpp>
#include <shadematch/film/drawdown_table.hpp>

namespace shadematch::inline v0 {

/// Reads drawdowns from CSV, one reading a row (DrawdownReading says what the cells mean):
///     sample, surface, components, weight_percent, R400, R410, ... R700
/// @throws InvalidDocument with file, line, what was expected, what came; LimitExceeded as parse_csv.
[[nodiscard]] SHADEMATCH_API DrawdownTable read_drawdowns_csv(std::string_view text, const std::string& source);

}  // namespace shadematch::inline v0
