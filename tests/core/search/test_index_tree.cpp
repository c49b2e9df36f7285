// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include <shadematch/search/index_tree.hpp>

using namespace shadematch;

TEST_CASE("halves are whole boxes of the largest level that fits") {
  for (const std::size_t leaves : {2U, 16U, 17U, 33U, 255U, 256U, 257U, 4097U, 70000U}) {
    const Subtree tree{4096, leaves}, first = tree.first_half(), second = tree.second_half();
    CAPTURE(leaves);
    CHECK((first.first_leaf == 4096 && second.first_leaf == 4096 + first.leaves));
    CHECK((first.leaves > 0 && second.leaves > 0 && first.leaves + second.leaves == leaves));
    const std::size_t box = leaves <= 16      ? 1
                            : leaves <= 256   ? 16
                            : leaves <= 4096  ? 256
                            : leaves <= 65536 ? 4096
                                              : 65536;
    CHECK(first.leaves % box == 0);
    CHECK(first.leaves < second.leaves + 2 * box);
  }
}

TEST_CASE("levels lie one behind the other, the smallest first") {
  const TreeLevels none(0), one(1), two(17 * 64), three(1'000'000);
  CHECK((none.count == 0 && none.groups == 0));
  CHECK((one.count == 1 && one.boxes[0] == 1 && one.groups == 1));
  CHECK((two.count == 2 && two.boxes[0] == 17 && two.boxes[1] == 2 && two.group[1] == 0 && two.group[0] == 1));
  CHECK((two.groups == 3));
  CHECK((three.count == 4 && three.boxes[0] == 15625 && three.boxes[1] == 977 && three.boxes[2] == 62));
  CHECK((three.boxes[3] == 4 && three.group[0] == 1 + 4 + 62 && three.groups == 1 + 4 + 62 + 977));
  CHECK(TreeLevels(std::size_t{1} << 32U).count <= TreeLevels::kMost);
}
