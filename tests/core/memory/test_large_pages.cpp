// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstdint>
#include <numeric>

#include <shadematch/memory/large_pages.hpp>

using namespace shadematch;

TEST_CASE("a large vector holds what was written, on a cache line, whatever its size") {
  for (const std::size_t count : {std::size_t{1}, std::size_t{1000}, std::size_t{3} << 20U}) {
    CAPTURE(count);
    LargeVector<std::uint32_t> values(count);
    CHECK(reinterpret_cast<std::uintptr_t>(values.data()) % 64 == 0);
    std::iota(values.begin(), values.end(), 7U);
    const LargeVector<std::uint32_t> copy = values;
    values.resize(2 * count, 5U);
    CHECK(copy.front() == 7U);
    CHECK(values[count - 1] == copy[count - 1]);
    CHECK(values.back() == 5U);
  }
}
