// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <cstring>
#include <numeric>
#include <search/searched_colors.hpp>

#include <shadematch/search/index_build.hpp>
#include <shadematch/search/index_search.hpp>

using namespace shadematch;

namespace {

IndexTree built(const LabTable& table, int threads) {
  ThreadPool pool(threads);
  return build_index(table, pool);
}

bool holds(const LabBox& box, const Lab& lab) {
  return static_cast<double>(box.L_min) <= lab.L && lab.L <= static_cast<double>(box.L_max) &&
         static_cast<double>(box.a_min) <= lab.a && lab.a <= static_cast<double>(box.a_max) &&
         static_cast<double>(box.b_min) <= lab.b && lab.b <= static_cast<double>(box.b_max) &&
         std::hypot(lab.a, lab.b) <= static_cast<double>(box.C_max);
}

/// Whether every box of every level holds every color below it.
bool boxes_hold(const IndexTree& tree) {
  for (std::size_t place = 0; place < tree.rows; ++place) {
    std::size_t box = place / IndexTree::kLeaf;
    for (std::size_t level = 0; level < tree.levels.count; ++level, box /= BoxGroup::kBoxes)
      if (!holds(tree.box(level, box), tree.color(place))) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every row of a table stands in one place of the tree, exactly, within its boxes") {
  std::mt19937_64 random(1);
  for (const Colors kind : kEveryKind) {
    const LabTable table = table_of(kind, 10007, random);
    const IndexTree tree = built(table, 1);
    std::vector<std::uint32_t> numbers(tree.numbers, tree.numbers + tree.rows);
    bool exact = true;
    for (std::size_t place = 0; place < tree.rows; ++place)
      exact = exact && tree.color(place) == row_of(table, static_cast<Eigen::Index>(numbers[place]));
    CHECK(exact);
    std::sort(numbers.begin(), numbers.end());
    std::vector<std::uint32_t> every(10007);
    std::iota(every.begin(), every.end(), 0U);
    CHECK(numbers == every);
    CHECK(boxes_hold(tree));
  }
}

TEST_CASE("a tree has the same bits with any number of threads") {
  std::mt19937_64 random(2);
  const LabTable table = table_of(Colors::clustered, 50000, random);
  const IndexTree one = built(table, 1);
  for (const int threads : {2, 3, 8}) {
    const IndexTree other = built(table, threads);
    CHECK(std::memcmp(one.groups, other.groups, IndexLayout(one.rows).bytes) == 0);
  }
}

TEST_CASE("a tree takes at most 30 bytes a row and a search reads few of them") {
  std::mt19937_64 random(3);
  const LabTable table = table_of(Colors::clustered, 200000, random);
  const IndexTree tree = built(table, 2);
  CHECK(IndexLayout(tree.rows).bytes <= 30 * tree.rows);
  std::size_t scored = 0;
  for (int query = 0; query < 100; ++query) {
    IndexSearch search(tree, color_of(Colors::clustered, random), 10);
    const auto nearest = search.nearest();
    CHECK(nearest.size() == 10);
    scored += search.rows_scored();
  }
  CHECK(scored / 100 <= 1000);
}

TEST_CASE("a known difference spares leaves and changes nothing") {
  std::mt19937_64 random(4);
  const LabTable table = table_of(Colors::clustered, 20000, random);
  const IndexTree tree = built(table, 1);
  const Lab target{50, 10, 15};
  IndexSearch plain(tree, target, 1), warm(tree, target, 1);
  const auto nearest = plain.nearest();
  warm.expect_within(nearest.front().delta_e);
  CHECK(warm.nearest() == nearest);
  CHECK(warm.rows_scored() <= plain.rows_scored());
}
