// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace shadematch::inline v0 {

/// Where the pixels of a stored image go so that it stands upright.
struct UprightLayout {
  int width = 0, height = 0;              ///< upright
  std::ptrdiff_t origin = 0;              ///< index of the first stored pixel
  std::ptrdiff_t step_x = 0, step_y = 0;  ///< from one stored column or row to the next
};

/// @param orientation  EXIF 1-8: 1 upright, 3 half turn, 6 turn right, 8 turn left; 2, 4, 5, 7 mirrored [exif].
[[nodiscard]] UprightLayout upright_layout(int stored_width, int stored_height, int orientation);

}  // namespace shadematch::inline v0
