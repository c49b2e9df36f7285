// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include <shadematch/match/words.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kUnnamed = 0.5;
constexpr double kSlight = 2.0;
constexpr double kMuch = 5.0;
constexpr double kWarmHueDeg = 50.0;

std::string one_decimal(double value) {
  std::array<char, 32> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1);
  return {text.data(), result.ptr};
}

void add_phrase(std::string& words, double change, const std::string& more, const std::string& less) {
  const double size = std::abs(change);
  if (size < kUnnamed) return;
  words.append(words.empty() ? "" : ", ");
  words.append(size < kSlight ? "slightly " : size < kMuch ? "" : "much ");
  words.append(change > 0 ? more : less);
}

}  // namespace

std::string difference_words(const Lab& target, const Lab& mix) {
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double lightness = mix.L - target.L;
  const double warmth =
      (mix.a - target.a) * std::cos(kWarmHueDeg * kRadians) + (mix.b - target.b) * std::sin(kWarmHueDeg * kRadians);
  const double chroma = std::hypot(mix.a, mix.b) - std::hypot(target.a, target.b);
  std::string words;
  if (std::abs(lightness) >= kUnnamed) {
    words.append(one_decimal(std::abs(lightness))).append(lightness > 0 ? " lighter" : " darker");
  }
  add_phrase(words, warmth, "warmer", "cooler");
  add_phrase(words, chroma, "more saturated", "less saturated");
  return words.empty() ? "same color" : words;
}

}  // namespace shadematch::inline v0
