// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <random>
#include <vector>

#include <shadematch/photo/box_sums.hpp>

using namespace shadematch;

namespace {

constexpr int kWidth = 530, kHeight = 270;

/// Channel c summed over square (column, row), pixel by pixel.
std::uint32_t summed(const std::vector<std::uint8_t>& bytes, const BoxGrid& grid, int column, int row, int c) {
  std::uint32_t sum = 0;
  for (int y = 0; y < grid.factor; ++y) {
    for (int x = 0; x < grid.factor; ++x) {
      const int at = (grid.y + row * grid.factor + y) * kWidth + grid.x + column * grid.factor + x;
      sum += bytes[3 * static_cast<std::size_t>(at) + static_cast<std::size_t>(c)];
    }
  }
  return sum;
}

void check(const std::vector<std::uint8_t>& bytes, const BoxGrid& grid) {
  BoxSums boxes(bytes, grid);
  bool alike = true;
  for (int row = 0; row < grid.rows; ++row) {
    const std::vector<std::uint32_t>& sums = boxes.row(row);
    REQUIRE(std::ssize(sums) == std::ptrdiff_t{3} * grid.columns);
    for (int column = 0; column < grid.columns; ++column) {
      for (int c = 0; c < 3; ++c) {
        alike = alike && sums[3 * static_cast<std::size_t>(column) + static_cast<std::size_t>(c)] ==
                             summed(bytes, grid, column, row, c);
      }
    }
  }
  CHECK(alike);
}

}  // namespace

TEST_CASE("sums over squares are those of their pixels, wherever the squares begin") {
  std::mt19937 random(5);
  std::uniform_int_distribution<int> value(0, 255);
  std::vector<std::uint8_t> bytes(std::size_t{3} * kWidth * kHeight);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(value(random));
  for (const int factor : {1, 2, 3, 7, 64}) {
    CAPTURE(factor);
    check(bytes, {kWidth, 0, 0, kWidth / factor, kHeight / factor, factor});
    check(bytes, {kWidth, kWidth % factor, kHeight % factor, kWidth / factor, kHeight / factor, factor});
  }
}

TEST_CASE("squares of 256 pixels of full white do not overflow") {
  const std::vector<std::uint8_t> white(std::size_t{3} * kWidth * kHeight, 255);
  check(white, {kWidth, 0, 0, 2, 1, 256});
}
