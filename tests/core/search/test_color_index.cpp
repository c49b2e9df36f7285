// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <difference/simd_targets.hpp>
#include <limits>
#include <search/searched_colors.hpp>

#include <shadematch/search/color_index.hpp>
#include <shadematch/search/nearest_colors.hpp>

using namespace shadematch;

TEST_CASE("an index finds the rows of the formula and a sort, for every kind of catalogue and target") {
  std::mt19937_64 random(1);
  for (const Colors kind : kEveryKind) {
    const LabTable rows = table_of(kind, 5000, random);
    const ColorIndex index(rows);
    for (const Colors target_kind : kEveryKind) {
      int wrong = 0;
      for (int query = 0; query < 60; ++query) {
        const Lab target = query % 4 == 3 ? row_of(rows, query * 71) : color_of(target_kind, random);
        const std::size_t k = query % 3 == 0 ? 1 : 10;
        wrong += index.nearest(target, k) == brute_force(rows, target, k) ? 0 : 1;
      }
      CAPTURE(static_cast<int>(kind), static_cast<int>(target_kind));
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("an index of every size finds all rows") {
  std::mt19937_64 random(2);
  for (const Eigen::Index size : {0, 1, 2, 63, 64, 65, 128, 129, 200, 4095, 4100}) {
    const LabTable rows = table_of(Colors::duplicates, size, random);
    const ColorIndex index(rows);
    CAPTURE(size);
    CHECK(index.rows() == size);
    CHECK(index.nearest({50, 3, 7}, 5000) == brute_force(rows, {50, 3, 7}, 5000));
    CHECK(index.nearest({50, 3, 7}, 7) == brute_force(rows, {50, 3, 7}, 7));
  }
}

TEST_CASE("an index scores opposite hues that floats would turn the other way in double") {
  const LabTable rows = nearly_opposite_colors(5000);
  const ColorIndex index(rows);
  const Lab target{50, 8.1, -6.3};
  for (const std::size_t k : {1U, 10U, 300U, 4000U}) CHECK(index.nearest(target, k) == brute_force(rows, target, k));
}

TEST_CASE("opposite hues are scored in double when the threshold is known, too") {
  const Lab target{50, 8.1, -6.3};
  LabTable rows(5000, 3);  // to either side of the line, by less than floats tell
  for (Eigen::Index row = 0; row < 5000; ++row) {
    const double scale = 1.0 + 1e-7 * static_cast<double>(row % 97);
    rows.row(row) << 50.0, -target.a * scale * (1.0 + 1e-9 * static_cast<double>(row % 7 - 3)), -target.b * scale;
  }
  CHECK(ColorIndex(rows).nearest(target, 2000) == brute_force(rows, target, 2000));
}

TEST_CASE("every SIMD target finds the same rows in an index") {
  std::mt19937_64 random(3);
  const LabTable rows = table_of(Colors::lattice, 9000, random);
  const ColorIndex index(rows);
  const auto expected = brute_force(rows, {50, 2, -1}, 20);
  on_every_target([&](const std::string&) { CHECK(index.nearest({50, 2, -1}, 20) == expected); });
}

TEST_CASE("many targets over threads find what each finds alone") {
  std::mt19937_64 random(4);
  const LabTable rows = table_of(Colors::clustered, 3000, random);
  const LabTable targets = table_of(Colors::clustered, 300, random);
  const ColorIndex index(rows);
  for (const int threads : {1, 2, 3}) {
    const NearestRows many = index.nearest(targets, 4, threads);
    bool same = many.rows.rows() == 300 && many.rows.cols() == 4 && many.delta_e.cols() == 4;
    for (Eigen::Index i = 0; i < 300; ++i) {
      const auto alone = index.nearest(row_of(targets, i), 4);
      for (Eigen::Index j = 0; j < 4; ++j) {
        const RankedRow& ranked = alone[static_cast<std::size_t>(j)];
        same = same && many.rows(i, j) == static_cast<std::int64_t>(ranked.row) && many.delta_e(i, j) == ranked.delta_e;
      }
    }
    CHECK(same);
  }
  CHECK(index.nearest(targets, 5000).rows.cols() == 3000);
  const NearestRows first = index.nearest(targets, 1, 2);
  bool same = true;
  for (Eigen::Index i = 0; i < 300; ++i)
    same = same && first.rows(i, 0) == static_cast<std::int64_t>(brute_force(rows, row_of(targets, i), 1)[0].row);
  CHECK(same);
}

TEST_CASE("what cannot be indexed or sought is refused") {
  LabTable lab = LabTable::Constant(4, 3, 20.0);
  const ColorIndex index(lab);
  CHECK_THROWS_WITH(index.nearest({40, 0, 0}, 0), "ColorIndex::nearest: expected k >= 1, got 0");
  CHECK_THROWS_WITH(index.nearest({40, 0, 2000}, 1),
                    "ColorIndex::nearest: expected a target of finite numbers within -1000..1000, got 40.000000, "
                    "0.000000, 2000.000000");
  CHECK_THROWS_WITH(index.nearest(lab, 0), "ColorIndex::nearest: expected k >= 1, got 0");
  lab(3, 2) = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(index.nearest(lab, 1), Catch::Matchers::Contains("ColorIndex::nearest: expected a target"));
  CHECK_THROWS_WITH(ColorIndex(lab),
                    "ColorIndex: expected finite numbers within -1000..1000, got 20.000000, "
                    "20.000000, inf in row 3; leave such rows out");
  CHECK_THROWS_WITH(ColorIndex(LabTable(0, 3), -1), Catch::Matchers::Contains("ColorIndex: "));
}
