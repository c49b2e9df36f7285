// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <locale>

#include <shadematch/match/words.hpp>

using namespace shadematch;

TEST_CASE("lightness comes first, as a number") {
  CHECK(difference_words({40, 2, 5}, {42.1, 2, 5}) == "2.1 lighter");
  CHECK(difference_words({40, 2, 5}, {39.5, 2, 5}) == "0.5 darker");
  CHECK(difference_words({40, 2, 5}, {42.1, 3, 6}) == "2.1 lighter, slightly warmer, slightly more saturated");
}

TEST_CASE("warmth is the movement along hue 50 degrees") {
  CHECK(difference_words({40, 0, -3}, {40, 0, 0}) == "warmer, less saturated");
  CHECK(difference_words({40, 0, 3}, {40, 0, 0}) == "cooler, less saturated");
  // Along hue 140 degrees, at right angles to warm: more saturated, neither warmer nor cooler.
  CHECK(difference_words({40, 0, 0}, {40, -3 * 0.7660444, 3 * 0.6427876}) == "more saturated");
}

TEST_CASE("the size of a change is said in three steps") {
  CHECK(difference_words({40, 0, 0}, {40, 0.3, 0.3}) == "same color");
  CHECK(difference_words({40, 0, 10}, {40, 0, 11}) == "slightly warmer, slightly more saturated");
  CHECK(difference_words({40, 0, 10}, {40, 0, 13}) == "warmer, more saturated");
  CHECK(difference_words({40, 0, 10}, {40, 0, 17}) == "much warmer, much more saturated");
}

TEST_CASE("the decimal point does not depend on the locale") {
  struct Comma : std::numpunct<char> {
    [[nodiscard]] char do_decimal_point() const override { return ','; }
  };
  const auto before = std::locale::global(std::locale(std::locale::classic(), new Comma));
  const auto words = difference_words({40, 2, 5}, {42.1, 2, 5});
  std::locale::global(before);
  CHECK(words == "2.1 lighter");
}
