// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

constexpr int kMarkerCount = 50;  ///< ids 0..49
constexpr int kMarkerCells = 4;   ///< a side, without the border of one black cell

/// The 16 cells of a marker, row by row from the top left, first cell in the highest bit, 1 = white.
/// The 50 codes of OpenCV's predefined dictionary DICT_4X4_50, ArUco [garrido2014].
/// @throws std::invalid_argument outside 0..49.
[[nodiscard]] SHADEMATCH_API std::uint16_t marker_code(int id);

/// The code of a marker seen after a quarter turn counterclockwise: its right column becomes the top row.
[[nodiscard]] SHADEMATCH_API std::uint16_t turned_code(std::uint16_t code);

/// Which marker of a frame the cells show.
struct MarkerReading {
  int id = -1;            ///< -1: none
  int quarter_turns = 0;  ///< counterclockwise ones by which the marker appears turned, 0..3
};
/// At most one wrong cell, only the ids given.
[[nodiscard]] SHADEMATCH_API MarkerReading read_marker_code(std::uint16_t seen, std::span<const int> ids);

}  // namespace shadematch::inline v0
