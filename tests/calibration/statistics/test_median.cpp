// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2_shim.hpp>
#include <limits>
#include <random>
#include <vector>

#include <shadematch/statistics/median.hpp>

using namespace shadematch;

namespace {

double by_sorting(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  if (values.size() % 2 == 1) return static_cast<double>(values[half]);
  return (static_cast<double>(values[half - 1]) + static_cast<double>(values[half])) / 2.0;
}

}  // namespace

TEST_CASE("the median of many floats is the one that sorting gives") {
  std::mt19937 random(7);
  std::normal_distribution<float> spread(50.0F, 3.0F);
  for (const std::size_t count : {1U, 2U, 3U, 10U, 4096U, 4097U, 4098U, 20000U, 20001U}) {
    CAPTURE(count);
    std::vector<float> smooth(count), stepped(count), two(count);
    for (std::size_t i = 0; i < count; ++i) {
      smooth[i] = spread(random);
      stepped[i] = static_cast<float>(static_cast<int>(spread(random)));
      two[i] = i % 2 == 0 ? -1.0F : 1e6F;  // the two middle ones are far apart
    }
    CHECK(median_of(std::span<const float>(smooth)) == by_sorting(smooth));
    CHECK(median_of(std::span<const float>(stepped)) == by_sorting(stepped));
    CHECK(median_of(std::span<const float>(two)) == by_sorting(two));
  }
}

TEST_CASE("values that are all alike, or farther apart than a float can say, have their median too") {
  const std::vector<float> same(9000, 12.5F);
  CHECK(median_of(std::span<const float>(same)) == 12.5);
  std::vector<float> huge(9001, 3.0F);
  huge.front() = -3e38F;
  huge.back() = 3e38F;
  CHECK(median_of(std::span<const float>(huge)) == 3.0);
  huge.back() = std::numeric_limits<float>::infinity();
  CHECK(median_of(std::span<const float>(huge)) == 3.0);
}

TEST_CASE("the median of doubles is the middle one, or between the two") {
  CHECK(median_of(std::vector<double>{3.0, 1.0, 2.0}) == 2.0);
  CHECK(median_of(std::vector<double>{4.0, 1.0, 2.0, 3.0}) == 2.5);
}
