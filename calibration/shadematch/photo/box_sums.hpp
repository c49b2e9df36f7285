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

/// Sum of each channel over each square, row by row: rows x columns x 3.
[[nodiscard]] std::vector<std::uint32_t> box_sums(std::span<const std::uint8_t> bytes, const BoxGrid& grid);

}  // namespace shadematch::inline v0
