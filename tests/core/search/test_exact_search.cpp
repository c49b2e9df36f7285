// SPDX-License-Identifier: Apache-2.0
// 10^5 searches against the formula and a sort: `test_search "[.thorough]"`, some minutes.
#include <catch2_shim.hpp>
#include <search/searched_colors.hpp>

#include <shadematch/search/color_index.hpp>
#include <shadematch/search/nearest_colors.hpp>

using namespace shadematch;

namespace {

/// Wrong answers of table and index, over every kind of catalogue and target; targets that are rows of the catalogue
/// themselves are among them.
int wrong_answers(int queries_of_each, Eigen::Index rows_of_table, unsigned seed) {
  std::mt19937_64 random(seed);
  int wrong = 0;
  for (const Colors kind : kEveryKind) {
    const LabTable rows = table_of(kind, rows_of_table, random);
    const ColorTable table(rows);
    const ColorIndex index(rows);
    for (const Colors target_kind : kEveryKind) {
      for (int query = 0; query < queries_of_each; ++query) {
        const Lab target = query % 5 == 4 ? row_of(rows, query * 71 % rows_of_table) : color_of(target_kind, random);
        const std::size_t k = query % 3 == 0 ? 1 : query % 3 == 1 ? 10 : 37;
        const auto expected = brute_force(rows, target, k);
        wrong += nearest_colors(table, target, k) == expected ? 0 : 1;
        wrong += index.nearest(target, k) == expected ? 0 : 1;
      }
    }
  }
  return wrong;
}

}  // namespace

TEST_CASE("no answer of 3600 searches differs from the formula and a sort") {
  CHECK(wrong_answers(100, 1500, 11) == 0);
}

TEST_CASE("no answer of 100 000 searches differs from the formula and a sort", "[.thorough]") {
  CHECK(wrong_answers(1400, 2000, 12) == 0);
  CHECK(wrong_answers(1390, 6000, 13) == 0);
}
