// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <string>
#include <string_view>

namespace shadematch::inline v0 {

/// Refuses what Little CMS would follow, trust or spend hours on, before it sees the text: `.INCLUDE` (opens other
/// files), counts that the text cannot hold or that are given twice (it allocates by the first and reads by the
/// second), headers whose keywords it would search in quadratic time, a second table, NUL, text that is not UTF-8.
/// @return the number of sets that the file declares.
/// @throws InvalidDocument, LimitExceeded with file, line, expected, got.
[[nodiscard]] int check_cgats(std::string_view text, const std::string& source);

/// The text with each cell of its data as "=cell", and no empty text. Little CMS reads numbers without quotation marks
/// to 10 digits and by the locale of the process; version 2.14 gives an empty text, or a word that begins with a digit,
/// the word before.
[[nodiscard]] std::string mark_cells(std::string_view text);

}  // namespace shadematch::inline v0
