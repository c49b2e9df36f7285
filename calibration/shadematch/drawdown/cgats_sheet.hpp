// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shadematch::inline v0 {

/// A CGATS.17 / IT8 table as text cells.
struct CgatsSheet {
  std::vector<std::string> comments;  ///< lines that start with '#'
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<std::string> fields;
  std::vector<std::vector<std::string>> sets;
};

/// Parses one table with Little CMS.
/// @throws InvalidDocument, LimitExceeded with file, line, expected, got.
[[nodiscard]] CgatsSheet parse_cgats(std::string_view text, const std::string& source);

}  // namespace shadematch::inline v0
