// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/photo/box_sums.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kChannels = 3;

/// Plain loops over whole rows, which compilers turn into vectors.
void add_row(const std::uint8_t* from, std::uint16_t* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + from[i]);
}

}  // namespace

std::vector<std::uint32_t> box_sums(std::span<const std::uint8_t> bytes, const BoxGrid& grid) {
  const auto factor = static_cast<std::size_t>(grid.factor);
  const auto columns = static_cast<std::size_t>(grid.columns), rows = static_cast<std::size_t>(grid.rows);
  const std::size_t row_bytes = kChannels * static_cast<std::size_t>(grid.picture_width);
  const std::size_t used = columns * factor * kChannels;
  std::vector<std::uint16_t> row(used);
  std::vector<std::uint32_t> sums(rows * columns * kChannels);
  std::uint32_t* out = sums.data();
  for (std::size_t y = 0; y < rows; ++y) {
    std::fill(row.begin(), row.end(), std::uint16_t{0});
    const std::size_t first = (static_cast<std::size_t>(grid.y) + y * factor) * row_bytes;
    for (std::size_t i = 0; i < factor; ++i) {
      add_row(bytes.data() + first + i * row_bytes + kChannels * static_cast<std::size_t>(grid.x), row.data(), used);
    }
    const std::uint16_t* pixel = row.data();
    for (std::size_t x = 0; x < columns; ++x, out += kChannels) {
      for (std::size_t i = 0; i < factor; ++i, pixel += kChannels) {
        for (std::size_t c = 0; c < kChannels; ++c) out[c] += pixel[c];
      }
    }
  }
  return sums;
}

}  // namespace shadematch::inline v0
