// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace shadematch::inline v0 {

/// Part of a picture of 3 bytes a pixel that is cut into squares of `factor` pixels.
struct BoxGrid {
  int picture_width = 0;
  int x = 0, y = 0;           ///< first pixel of the first square
  int columns = 0, rows = 0;  ///< of squares
  int factor = 1;             ///< 1 to 256: sums of a column of bytes have to fit 16 bits
};

/// Sums of each channel over each square.
class BoxSums {
 public:
  /// @param bytes  outlive this.
  BoxSums(std::span<const std::uint8_t> bytes, const BoxGrid& grid);

  /// Row y of the squares: columns x 3; until the next call.
  [[nodiscard]] const std::vector<std::uint32_t>& row(int y);

 private:
  std::span<const std::uint8_t> bytes_;
  BoxGrid grid_;
  std::vector<std::uint16_t> columns_;  ///< sums along columns of pixels
  std::vector<std::uint32_t> sums_;
};

}  // namespace shadematch::inline v0
