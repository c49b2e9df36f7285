// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <shadematch/search/unique_colors.hpp>

namespace shadematch::inline v0 {
namespace {

/// The eight bits of a byte, each three places from the next.
constexpr std::array<std::uint32_t, 256> kSpread = [] {
  std::array<std::uint32_t, 256> spread{};
  for (std::uint32_t byte = 0; byte < 256; ++byte)
    for (std::uint32_t bit = 0; bit < 8; ++bit) spread[byte] |= ((byte >> bit) & 1U) << (3 * bit);
  return spread;
}();

std::uint32_t morton(const std::uint8_t* rgb) {
  return kSpread[rgb[0]] << 2U | kSpread[rgb[1]] << 1U | kSpread[rgb[2]];
}

std::uint8_t every_third_bit(std::uint32_t code) {
  std::uint32_t byte = 0;
  for (std::uint32_t bit = 0; bit < 8; ++bit) byte |= ((code >> (3 * bit)) & 1U) << bit;
  return static_cast<std::uint8_t>(byte);
}

/// One bit for each of the 2^24 colors.
class ColorSet {
 public:
  void add(std::uint32_t code) { words_[code >> 6U] |= std::uint64_t{1} << (code & 63U); }

  /// Counts the colors before each word; to be called once all are in. Returns how many there are.
  std::size_t count() {
    std::uint32_t sum = 0;
    for (std::size_t word = 0; word < words_.size(); ++word) {
      before_[word] = sum;
      sum += static_cast<std::uint32_t>(std::popcount(words_[word]));
    }
    return sum;
  }

  /// How many colors stand before this one.
  [[nodiscard]] std::uint32_t rank(std::uint32_t code) const {
    const std::uint64_t lower = (std::uint64_t{1} << (code & 63U)) - 1;
    return before_[code >> 6U] + static_cast<std::uint32_t>(std::popcount(words_[code >> 6U] & lower));
  }

  template <typename Visit>
  void visit(Visit visit_code) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1)
        visit_code(static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }

 private:
  static constexpr std::size_t kWords = std::size_t{1} << 18U;
  std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(kWords);
  std::vector<std::uint32_t> before_ = std::vector<std::uint32_t>(kWords);
};

}  // namespace

UniqueColors unique_colors(std::span<const std::uint8_t> rgb) {
  if (rgb.size() % 3 != 0) {
    throw std::invalid_argument("unique_colors: expected three bytes a pixel, got " + std::to_string(rgb.size()) +
                                " bytes");
  }
  const std::size_t pixels = rgb.size() / 3;
  ColorSet set;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) set.add(morton(&rgb[3 * pixel]));
  UniqueColors colors;
  colors.rgb.resize(static_cast<Eigen::Index>(set.count()), 3);
  Eigen::Index row = 0;
  set.visit([&](std::uint32_t code) {
    colors.rgb.row(row++) << every_third_bit(code >> 2U), every_third_bit(code >> 1U), every_third_bit(code);
  });
  colors.of_pixel.resize(static_cast<Eigen::Index>(pixels));
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    colors.of_pixel[static_cast<Eigen::Index>(pixel)] = set.rank(morton(&rgb[3 * pixel]));
  return colors;
}

}  // namespace shadematch::inline v0
