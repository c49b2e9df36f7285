// SPDX-License-Identifier: Apache-2.0
#include <shadematch/photo/orientation.hpp>

namespace shadematch::inline v0 {

UprightLayout upright_layout(int stored_width, int stored_height, int orientation) {
  const bool swapped = orientation >= 5;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const std::ptrdiff_t w = stored_width, h = stored_height;
  UprightLayout layout{swapped ? stored_height : stored_width, swapped ? stored_width : stored_height};
  const std::ptrdiff_t along_x = swapped ? h : 1, along_y = swapped ? 1 : w;
  layout.step_x = from_right ? -along_x : along_x;
  layout.step_y = from_bottom ? -along_y : along_y;
  layout.origin = (from_right ? (w - 1) * along_x : 0) + (from_bottom ? (h - 1) * along_y : 0);
  return layout;
}

}  // namespace shadematch::inline v0
