// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/pigment/stock.hpp>

namespace shadematch::inline v0 {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower case (ASCII), words separated by one space; brackets, commas and tabs end a word.
std::string words_of(std::string_view text) {
  constexpr std::string_view kSeparators = " \t\r\n,;/()[]";
  std::string words;
  bool pending_space = false;
  for (const char c : text) {
    if (kSeparators.find(c) != std::string_view::npos) {
      pending_space = !words.empty();
      continue;
    }
    if (pending_space) words += ' ';
    pending_space = false;
    words += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

/// True if the words of `term` stand in a row in `name`.
bool has_words(const std::string& name, const std::string& term) {
  return (" " + name + " ").find(" " + term + " ") != std::string::npos;
}

std::string display_name(const Component& component) {
  if (component.ci.empty()) return component.name;
  return "CI " + component.ci + (component.name.empty() ? "" : " (" + component.name + ")");
}

}  // namespace

std::string normalized_ingredient(std::string_view name) {
  std::string words = words_of(name);
  for (const std::string_view prefix : {"c.i.", "ci"}) {
    if (!words.starts_with(prefix)) continue;
    std::string_view rest = std::string_view(words).substr(prefix.size());
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    if (!rest.empty() && is_digit(rest.front())) return std::string(rest);
  }
  return words;
}

std::string find_ingredient(const Stock& stock, std::string_view term) {
  const std::string wanted = normalized_ingredient(term);
  if (wanted.empty()) return {};
  for (const auto& component : stock.components) {
    const bool same_number = !component.ci.empty() && component.ci == wanted;
    if (same_number || has_words(normalized_ingredient(component.name), wanted)) return display_name(component);
  }
  for (const auto& carrier : stock.carrier) {
    if (has_words(normalized_ingredient(carrier), wanted)) return carrier;
  }
  return {};
}

}  // namespace shadematch::inline v0
