// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <difference/simd_targets.hpp>
#include <limits>
#include <search/searched_colors.hpp>

#include <shadematch/search/nearest_colors.hpp>

using namespace shadematch;

TEST_CASE("the nearest rows are those of the formula and a sort, for every kind of catalogue and target") {
  std::mt19937_64 random(1);
  for (const Colors kind : kEveryKind) {
    const LabTable rows = table_of(kind, 6000, random);
    const ColorTable table(rows);
    for (const Colors target_kind : kEveryKind) {
      int wrong = 0;
      for (int query = 0; query < 12; ++query) {
        const Lab target = query % 4 == 3 ? row_of(rows, query * 97) : color_of(target_kind, random);
        const std::size_t k = query % 3 == 0 ? 1 : 10;
        wrong += nearest_colors(table, target, k) == brute_force(rows, target, k) ? 0 : 1;
      }
      CAPTURE(static_cast<int>(kind), static_cast<int>(target_kind));
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("every SIMD target finds the same rows") {
  std::mt19937_64 random(2);
  const LabTable rows = table_of(Colors::lattice, 9000, random);
  const ColorTable table(rows);
  const Lab target{50, 2, -1};
  const auto expected = brute_force(rows, target, 20);
  on_every_target([&](const std::string&) { CHECK(nearest_colors(table, target, 20) == expected); });
}

TEST_CASE("any number of threads finds the same rows") {
  std::mt19937_64 random(3);
  const LabTable rows = table_of(Colors::clustered, 100000, random);
  const ColorTable table(rows);
  const Lab target{55, 12, 17};
  const auto expected = brute_force(rows, target, 50);
  for (const int threads : {1, 2, 3, 0}) CHECK(nearest_colors(table, target, 50, threads) == expected);
}

TEST_CASE("opposite hues that floats would turn the other way are scored in double") {
  const LabTable rows = nearly_opposite_colors(5000);
  const ColorTable table(rows);
  const Lab target{50, 8.1, -6.3};
  for (const std::size_t k : {1U, 10U, 300U, 4000U})
    CHECK(nearest_colors(table, target, k) == brute_force(rows, target, k));
}

TEST_CASE("equal rows are ranked by number, all of them if there are fewer than k") {
  const ColorTable table(LabTable::Constant(5000, 3, 40.0));
  const auto nearest = nearest_colors(table, {40, 40, 40}, 3);
  CHECK(nearest == std::vector<RankedRow>{{0, 0.0}, {1, 0.0}, {2, 0.0}});
  CHECK(nearest_colors(table, {40, 40, 41}, 9000).size() == 5000);
  CHECK(nearest_colors(ColorTable(LabTable(0, 3)), {40, 40, 41}, 3).empty());
}

TEST_CASE("a search that cannot be is refused") {
  const ColorTable table(LabTable::Constant(3, 3, 40.0));
  CHECK_THROWS_WITH(nearest_colors(table, {40, 0, 0}, 0), "nearest_colors: expected k >= 1, got 0");
  const std::string finite = "nearest_colors: expected a target of finite numbers within -1000..1000, got ";
  CHECK_THROWS_WITH(nearest_colors(table, {40, std::numeric_limits<double>::quiet_NaN(), 0}, 1),
                    finite + "40.000000, nan, 0.000000");
  CHECK_THROWS_WITH(nearest_colors(table, {40, 0, 1000.5}, 1), finite + "40.000000, 0.000000, 1000.500000");
  CHECK_THROWS_WITH(nearest_colors(table, {40, 0, 0}, 1, -1), Catch::Matchers::Contains("threads"));
}

TEST_CASE("a row hardly nearer than the threshold is found where the bound is the difference itself") {
  LabTable rows = LabTable::Zero(20000, 3);  // greys: the difference is dL / S_L, and S_L the same to both sides of 50
  rows.col(0).setConstant(99.0);
  rows(0, 0) = 60.0;
  rows(1, 0) = 75.0;
  rows(15000, 0) = 25.0001;
  CHECK(nearest_colors(ColorTable(rows), {50, 0, 0}, 2) == brute_force(rows, {50, 0, 0}, 2));
  CHECK(nearest_colors(ColorTable(rows), {50, 0, 0}, 2)[1].row == 15000);
  // From 30 on lightness counts less downward than upward.
  rows(0, 0) = 31.0;
  rows(1, 0) = 50.0;
  const Lab dark{30, 0, 0};
  double low = 0.0, high = 20.0;
  while (high - low > 1e-5) {
    const double middle = (low + high) / 2;
    (delta_e_ciede2000(dark, {middle, 0, 0}) < delta_e_ciede2000(dark, {50, 0, 0}) ? high : low) = middle;
  }
  rows(15000, 0) = high;
  CHECK(nearest_colors(ColorTable(rows), dark, 2) == brute_force(rows, dark, 2));
  CHECK(nearest_colors(ColorTable(rows), dark, 2)[1].row == 15000);
}
