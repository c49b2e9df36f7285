// SPDX-License-Identifier: Apache-2.0
// Private: colors in one byte a coordinate, what a scan looks at first: a quarter of the bytes of floats.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <shadematch/difference/lab_columns.hpp>
#include <shadematch/search/lab_box.hpp>

namespace shadematch::inline v0 {

/// Codes first, first + 1, ... first + width of L*, a* and b*.
struct CodeWindow {
  std::array<std::uint8_t, 3> first, width;
};

/// Columns of bytes as long as those of LabColumns: 256 equal steps of each side of the box around the colors. A code
/// does not fall where the number rises, so that colors of an interval have codes between those of its ends.
class LabCodes {
 public:
  LabCodes(const LabColumns& columns, const LabBox& gamut);

  /// L*, a* or b*.
  [[nodiscard]] const std::uint8_t* column(std::size_t i) const { return codes_.get() + i * padded_; }
  /// Of all colors that differ from this one by no more than this in L*, and in a* and b*.
  [[nodiscard]] CodeWindow window(const std::array<double, 3>& lab, double reach_L, double reach_ab) const;

 private:
  [[nodiscard]] std::uint8_t code(std::size_t i, double x) const;

  std::size_t padded_;
  std::array<double, 3> low_, scale_;
  std::unique_ptr<std::uint8_t[]> codes_;
};

}  // namespace shadematch::inline v0
