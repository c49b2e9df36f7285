// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <iterator>

#include <shadematch/error.hpp>
#include <shadematch/text/utf8.hpp>

namespace shadematch::inline v0 {
namespace {

/// Position of the first byte that is no well-formed UTF-8, or npos.
std::size_t find_not_utf8(std::string_view text) {
  struct Lead {
    unsigned char first, last, second_first, second_last;
    std::size_t length;
  };
  constexpr Lead kLeads[] = {// Unicode standard, table 3-7
                             {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                             {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                             {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  for (std::size_t at = 0; at < text.size();) {
    const auto* lead = std::find_if(std::begin(kLeads), std::end(kLeads),
                                    [&](const Lead& l) { return byte(at) >= l.first && byte(at) <= l.last; });
    if (lead == std::end(kLeads)) return at;
    if (lead->length > 1 && (byte(at + 1) < lead->second_first || byte(at + 1) > lead->second_last)) return at;
    for (std::size_t i = 2; i < lead->length; ++i) {
      if ((byte(at + i) & 0xC0U) != 0x80U) return at;
    }
    at += lead->length;
  }
  return std::string_view::npos;
}

}  // namespace

void expect_utf8(std::string_view text, const std::string& source, const std::string& advice) {
  const std::size_t at = find_not_utf8(text);
  if (at == std::string_view::npos) return;
  throw InvalidDocument("not_utf8", source + ": expected UTF-8, got another encoding at byte " + std::to_string(at),
                        advice);
}

}  // namespace shadematch::inline v0
