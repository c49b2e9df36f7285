// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <shadematch/difference/ciede2000.hpp>

#include "sharma_pairs.hpp"

using namespace shadematch;

TEST_CASE("all 34 published pairs are met to the last decimal, in both orders") {
  const auto pairs = sharma_pairs();
  REQUIRE(pairs.size() == 34);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    INFO("pair " << i + 1);
    CHECK(std::abs(delta_e_ciede2000(pairs[i].lab1, pairs[i].lab2) - pairs[i].delta_e) <= 1e-4);
    CHECK(std::abs(delta_e_ciede2000(pairs[i].lab2, pairs[i].lab1) - pairs[i].delta_e) <= 1e-4);
  }
}

TEST_CASE("exactly opposite hues take the mean of the two hue angles, as in pairs 10 and 14") {
  // By the rule the mean hue is (h1 + h2) / 2; a hair to either side it jumps to the one or the other half circle.
  const auto pairs = sharma_pairs();
  for (const std::size_t number : {10U, 14U}) {
    const PublishedPair& pair = pairs[number - 1];
    REQUIRE(pair.lab1.a == -pair.lab2.a);
    REQUIRE(pair.lab1.b == -pair.lab2.b);
    const PublishedPair& before = pairs[number - 2];
    const PublishedPair& after = pairs[number];
    CHECK(delta_e_ciede2000(pair.lab1, pair.lab2) == Approx(before.delta_e).margin(1e-4));
    CHECK(std::abs(delta_e_ciede2000(pair.lab1, pair.lab2) - after.delta_e) > 0.03);
  }
  // One unit in the last place decides between the two sides, and only it.
  const Lab lab{50, 2.49, -0.001};
  const double next = std::nextafter(0.001, 1.0);
  CHECK(delta_e_ciede2000(lab, {50, -2.49, 0.001}) == Approx(7.1792).margin(1e-4));
  CHECK(delta_e_ciede2000(lab, {50, -2.49, std::nextafter(0.001, 0.0)}) == Approx(7.1792).margin(1e-4));
  CHECK(delta_e_ciede2000(lab, {50, -2.49, next}) == Approx(7.2195).margin(1e-4));
}

TEST_CASE("exactly opposite hues of unequal chroma are recognised despite rounding") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> coordinate(-100.0, 100.0);
  for (int i = 0; i < 1000; ++i) {
    const Lab lab1{50, coordinate(random), coordinate(random)};
    for (const double scale : {-0.25, -0.5, -1.0, -2.0}) {  // powers of two keep the hues exactly opposite
      const Lab lab2{50, scale * lab1.a, scale * lab1.b};
      CHECK(delta_e_ciede2000(lab1, lab2) == Approx(delta_e_ciede2000(lab2, lab1)).epsilon(1e-13));
    }
  }
}

TEST_CASE("nearly opposite hues turn the way that exact arithmetic says, where rounded products would not") {
  __extension__ using Exact = __int128;
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> coordinate(std::int64_t{1} << 50, std::int64_t{1} << 52);
  const auto real = [](std::int64_t units) { return std::ldexp(static_cast<double>(units), -46); };
  int decided = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t a1 = coordinate(random), b1 = coordinate(random);
    const double scale = 0.5 + 0.4 * static_cast<double>(i) / 1000.0;
    const auto a2 = -std::llround(scale * static_cast<double>(a1));
    const auto b2 = -std::llround(scale * static_cast<double>(b1));
    const Exact cross = static_cast<Exact>(a1) * b2 - static_cast<Exact>(a2) * b1;
    if (cross == 0) continue;
    const Lab lab1{50, real(a1), real(b1)}, lab2{50, real(a2), real(b2)};
    const double turn = cross > 0 ? 1e-7 : -1e-7;
    const double same_side = delta_e_ciede2000(lab1, {50, lab2.a, lab2.b + turn});
    const double other_side = delta_e_ciede2000(lab1, {50, lab2.a, lab2.b - turn});
    REQUIRE(std::abs(same_side - other_side) > 1e-4);
    CHECK(delta_e_ciede2000(lab1, lab2) == Approx(same_side).epsilon(1e-6));
    ++decided;
  }
  CHECK(decided > 900);
}

TEST_CASE("near-greys of one hue are not taken for opposite ones") {
  CHECK(delta_e_ciede2000({50, 0.01, 0.01}, {50, 0.01, 0.01}) == 0.0);
  CHECK(delta_e_ciede2000({50, 0.01, 0}, {50, 0.02, 0}) == Approx(0.015).epsilon(2e-3));
}

TEST_CASE("a mean hue of exactly 360 degrees counts as 0") {
  // Mirrored hues of unequal chroma: the rotation term jumps by 5e-6 of itself there.
  const Lab lab1{50, 40, 20};
  const double at_zero = delta_e_ciede2000(lab1, {50, 80, -40});
  const double above = delta_e_ciede2000(lab1, {50, 80, -40 + 1e-9});
  const double below = delta_e_ciede2000(lab1, {50, 80, -40 - 1e-9});
  CHECK(std::abs(at_zero - above) < 1e-8);
  CHECK(std::abs(at_zero - below) > 1e-7);
  CHECK(delta_e_ciede2000({50, 80, -40}, lab1) == Approx(at_zero).epsilon(1e-14));
}

TEST_CASE("CIEDE2000 is symmetric, not negative and zero for equal colors") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> lightness(0.0, 100.0), coordinate(-128.0, 128.0);
  double worst = 0.0;
  for (int i = 0; i < 100'000; ++i) {
    const Lab lab1{lightness(random), coordinate(random), coordinate(random)};
    const Lab lab2{lightness(random), coordinate(random), coordinate(random)};
    const double there = delta_e_ciede2000(lab1, lab2);
    REQUIRE(there >= 0.0);
    REQUIRE(delta_e_ciede2000(lab1, lab1) == 0.0);
    worst = std::max(worst, std::abs(there - delta_e_ciede2000(lab2, lab1)));
  }
  CHECK(worst <= 1e-12);
}

TEST_CASE("a grey has no hue, so only lightness and chroma differ from it") {
  const double gray_to_red = delta_e_ciede2000({50, 0, 0}, {50, 3, 0});
  CHECK(gray_to_red == Approx(delta_e_ciede2000({50, -0.0, 0.0}, {50, 3, 0})).epsilon(1e-15));
  CHECK(delta_e_ciede2000({40, 0, 0}, {50, 0, 0}) == Approx(10.0 / (1.0 + 0.015 * 25.0 / std::sqrt(45.0))));
}

TEST_CASE("colors whose squares underflow differ by their lightness") {
  for (const double tiny : {1e-150, 3e-159, 7e-162, 1e-170, 5e-324}) {
    CHECK(delta_e_ciede2000({50, 0, tiny}, {50, 0, tiny}) == 0.0);
    CHECK(delta_e_ciede2000({50, tiny, tiny}, {50, -tiny, tiny}) == Approx(0.0).margin(1e-100));
    CHECK(delta_e_ciede2000({50, tiny, 0}, {50, -tiny, 0}) == Approx(0.0).margin(1e-100));
  }
}

TEST_CASE("the parametric factors divide their own term") {
  const Lab lab1{50, 0, 0}, lighter{60, 0, 0}, red{50, 10, 0};
  CHECK(delta_e_ciede2000(lab1, lighter, {.k_L = 2.0}) == Approx(delta_e_ciede2000(lab1, lighter) / 2.0));
  CHECK(delta_e_ciede2000(lab1, red, {.k_C = 2.0}) == Approx(delta_e_ciede2000(lab1, red) / 2.0));
  const Lab mirrored1{50, 20, 1}, mirrored2{50, 20, -1};
  CHECK(delta_e_ciede2000(mirrored1, mirrored2, {.k_H = 2.0}) == Approx(delta_e_ciede2000(mirrored1, mirrored2) / 2.0));
}

TEST_CASE("NaN passes through CIEDE2000") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(delta_e_ciede2000({nan, 0, 0}, {50, 1, 1})));
  CHECK(std::isnan(delta_e_ciede2000({50, nan, 0}, {50, 1, 1})));
  CHECK(std::isnan(delta_e_ciede2000({50, 0, 0}, {50, 1, nan})));
}

TEST_CASE("both table forms of CIEDE2000 give the published differences") {
  const auto pairs = sharma_pairs();
  LabTable first(34, 3), second(34, 3);
  for (Eigen::Index i = 0; i < 34; ++i) {
    const PublishedPair& pair = pairs[static_cast<std::size_t>(i)];
    first.row(i) << pair.lab1.L, pair.lab1.a, pair.lab1.b;
    second.row(i) << pair.lab2.L, pair.lab2.a, pair.lab2.b;
  }
  const Eigen::ArrayXd by_row = delta_e_ciede2000(first, second);
  const Eigen::ArrayXd from_first = delta_e_ciede2000(pairs[0].lab1, second);
  for (Eigen::Index i = 0; i < 34; ++i) {
    const PublishedPair& pair = pairs[static_cast<std::size_t>(i)];
    CHECK(std::abs(by_row[i] - pair.delta_e) <= 1e-4);
    CHECK(from_first[i] == delta_e_ciede2000(pairs[0].lab1, pair.lab2));
  }
}

TEST_CASE("tables of unequal length are refused with both lengths") {
  CHECK_THROWS_WITH(delta_e_ciede2000(LabTable::Zero(2, 3), LabTable::Zero(3, 3)),
                    "delta_e_ciede2000: expected tables of equal length, got 2 standards and 3 batches");
}
