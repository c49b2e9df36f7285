// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// A CSV file as text cells. Leading lines that start with '#' are comments, then one header row, then data.
struct CsvTable {
  std::string source;  ///< who: file name, for messages
  std::vector<std::string> comments;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> line_numbers;  ///< line of each row in the file, first line 1

  /// Column of that name. @throws InvalidDocument with code "missing_column" and the columns that exist.
  [[nodiscard]] SHADEMATCH_API std::size_t column(std::string_view name) const;
  /// Cell as a finite number. @throws InvalidDocument with code "not_a_number", file, line and column.
  [[nodiscard]] SHADEMATCH_API double number(std::size_t row, std::size_t column) const;
};

/// Reads CSV with RFC 4180 quoting, LF or CRLF, optional UTF-8 byte-order mark. Rows must have as many cells as the
/// header. UTF-8 only. Limits: 20 MB, 200 000 rows, 4 KB a cell.
/// @throws InvalidDocument (line, expected, got) or LimitExceeded.
[[nodiscard]] SHADEMATCH_API CsvTable parse_csv(std::string_view text, const std::string& source);

/// Number in C locale, whole text used, finite. Returns false otherwise.
[[nodiscard]] SHADEMATCH_API bool parse_number(std::string_view text, double& value);

}  // namespace shadematch::inline v0
