// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>

#include "made_maps.hpp"

using namespace shadematch;
using namespace shadematch::test;

TEST_CASE("a map of codes holds their light, or its roots for a root polynomial, and no curve") {
  CodeLight light;
  for (auto& channel : light) {
    for (int i = 0; i < 256; ++i) channel.push_back(static_cast<float>(i - 1) / 254.0F);
  }
  const CodeMap straight(curved(matrix_map()), light);
  CHECK(straight.table(1)[0] == light[1][0]);
  CHECK(straight.table(2)[128] == 0.5F);
  CHECK_FALSE(straight.map().curved);
  const CodeMap roots(rooted_map(), light);
  CHECK(roots.table(1)[0] == 0.0F);  // below 0 there is no root
  CHECK(roots.table(2)[128] == std::sqrt(0.5F));
}

TEST_CASE("a map of codes says which table it misses") {
  CodeLight light;
  light.fill(std::vector<float>(256, 0.5F));
  light[1].resize(255);
  CHECK_THROWS_WITH(CodeMap(matrix_map(), light), "CodeMap: expected the light of 256 codes a channel, got 255");
}
