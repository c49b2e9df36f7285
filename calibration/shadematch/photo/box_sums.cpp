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

BoxSums::BoxSums(std::span<const std::uint8_t> bytes, const BoxGrid& grid)
    : bytes_(bytes),
      grid_(grid),
      columns_(kChannels * static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.factor)),
      sums_(kChannels * static_cast<std::size_t>(grid.columns)) {}

const std::vector<std::uint32_t>& BoxSums::row(int y) {
  const auto factor = static_cast<std::size_t>(grid_.factor);
  const std::size_t row_bytes = kChannels * static_cast<std::size_t>(grid_.picture_width);
  const std::size_t top = static_cast<std::size_t>(grid_.y) + static_cast<std::size_t>(y) * factor;
  std::fill(columns_.begin(), columns_.end(), std::uint16_t{0});
  for (std::size_t i = 0; i < factor; ++i) {
    const std::size_t first = (top + i) * row_bytes + kChannels * static_cast<std::size_t>(grid_.x);
    add_row(bytes_.data() + first, columns_.data(), columns_.size());
  }
  const std::uint16_t* pixel = columns_.data();
  for (std::size_t out = 0; out < sums_.size(); out += kChannels) {
    std::uint32_t red = 0, green = 0, blue = 0;
    for (std::size_t i = 0; i < factor; ++i, pixel += kChannels) {
      red += pixel[0];
      green += pixel[1];
      blue += pixel[2];
    }
    sums_[out] = red;
    sums_[out + 1] = green;
    sums_[out + 2] = blue;
  }
  return sums_;
}

}  // namespace shadematch::inline v0
