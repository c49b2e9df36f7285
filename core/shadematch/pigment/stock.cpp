// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/pigment/stock.hpp>

namespace shadematch::inline v0 {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower case (ASCII), words separated by one space; brackets, marks and tabs end a word.
std::string words_of(std::string_view text) {
  constexpr std::string_view kSeparators = " \t\r\n,;:./-()[]";
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
  std::string words(1, ' ');
  words += words_of(name);
  for (const std::string_view prefix : {" c i ", " c i", " ci ", " ci"}) {
    for (auto at = words.find(prefix); at != std::string::npos; at = words.find(prefix, at + 1)) {
      const auto number = at + prefix.size();
      if (number < words.size() && is_digit(words[number])) words.erase(at + 1, prefix.size() - 1);
    }
  }
  return words.substr(1);
}

std::string find_ingredient(const Stock& stock, std::string_view term) {
  const std::string wanted = normalized_ingredient(term);
  if (wanted.empty()) return {};
  for (const auto& component : stock.components) {
    for (const std::string_view name : {std::string_view(component.ci), std::string_view(component.name)}) {
      if (has_words(normalized_ingredient(name), wanted)) return display_name(component);
    }
  }
  for (const auto& carrier : stock.carrier) {
    if (has_words(normalized_ingredient(carrier), wanted)) return carrier;
  }
  return {};
}

}  // namespace shadematch::inline v0
