// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>

#include <shadematch/search/shortlist.hpp>

using namespace shadematch;

TEST_CASE("the threshold is the k-th difference and what floats may err by") {
  Shortlist list(2);
  list.push(0, 4.0F);
  CHECK(std::isinf(list.keep()));
  list.push(1, 1.0F);
  CHECK(list.keep() == Approx(2.0 + 2 * 2e-5 + 4e-5).epsilon(1e-9));
  list.push(2, 0.25F);
  CHECK(list.keep() == Approx(1.0 + 2e-5 + 4e-5).epsilon(1e-9));
  CHECK(static_cast<double>(list.keep_squared()) >= list.keep() * list.keep());
}

TEST_CASE("rows are ranked by the score in double, equal ones by number") {
  Shortlist list(2);
  for (const std::size_t row : {7U, 5U, 6U, 8U}) list.push(row, row == 8 ? 9.0F : 1.0F);
  const auto ranked = list.ranked([](std::size_t row) { return RankedRow{row, row == 6 ? 0.99999 : 1.0}; });
  CHECK(ranked == std::vector<RankedRow>{{6, 0.99999}, {5, 1.0}});
}

TEST_CASE("a first leaf leaves the same rows and threshold as one row after the other") {
  for (const std::size_t k : {1U, 10U, 16U, 17U, 70U}) {
    std::vector<float> squared(64);
    for (std::size_t i = 0; i < 64; ++i) squared[i] = static_cast<float>(i * 37 % 64 + 1);
    Shortlist first(k), one_by_one(k);
    first.push_first(100, squared.data(), 64);
    for (std::size_t i = 0; i < 64; ++i) one_by_one.push(100 + i, squared[i]);
    const auto score = [&](std::size_t row) { return RankedRow{row, static_cast<double>(squared[row - 100])}; };
    CHECK(first.keep() == one_by_one.keep());
    CHECK(first.ranked(score) == one_by_one.ranked(score));
    CHECK(first.ranked(score).size() == std::min<std::size_t>(k, 64));
  }
}

TEST_CASE("lists of parts become one") {
  Shortlist one(2), two(2), other(2);
  one.push(1, 4.0F);
  one.push(2, 9.0F);
  other.lower_to(one.keep());
  CHECK(other.keep() == one.keep());
  two.push(3, 1.0F);
  one.merge(two);
  CHECK(one.ranked([](std::size_t row) {
    return RankedRow{row, static_cast<double>(row)};
  }) == std::vector<RankedRow>{{1, 1.0}, {3, 3.0}});
  CHECK(one.keep() == Approx(2.0).margin(1e-3));
}

TEST_CASE("hues are nearly opposite within the rounding of floats") {
  CHECK(nearly_opposite(3, 4, -6, -8));
  CHECK(nearly_opposite(3, 4, -6, -8.000004));
  CHECK_FALSE(nearly_opposite(3, 4, -6, -8.0002));
  CHECK_FALSE(nearly_opposite(3, 4, 6, 8));
  CHECK_FALSE(nearly_opposite(0, 0, -6, -8));
}
