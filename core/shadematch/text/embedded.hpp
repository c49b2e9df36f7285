// SPDX-License-Identifier: Apache-2.0
// Private: data files that the build turned into part of the library.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace shadematch::inline v0 {

/// Declares the table that shadematch_embed(... NAME name ...) generates; for use inside namespace shadematch::v0.
///     SHADEMATCH_EMBEDDED(charts);
///     const auto text = embedded_file(k_embedded_charts, k_embedded_charts_count, "colorchecker-classic.json");
#define SHADEMATCH_EMBEDDED(name)                                                 \
  extern const std::pair<std::string_view, std::string_view> k_embedded_##name[]; \
  extern const std::size_t k_embedded_##name##_count

/// Text of the file called `path` in an embedded table; empty if there is none.
[[nodiscard]] constexpr std::string_view embedded_file(const std::pair<std::string_view, std::string_view>* table,
                                                       std::size_t count, std::string_view path) {
  for (std::size_t i = 0; i < count; ++i) {
    if (table[i].first == path) return table[i].second;
  }
  return {};
}

}  // namespace shadematch::inline v0
