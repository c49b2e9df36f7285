// SPDX-License-Identifier: Apache-2.0
// Private: sibling boxes as vectors read them.
#pragma once

#include <cstddef>

#include <shadematch/search/lab_box.hpp>

namespace shadematch::inline v0 {

/// Up to 16 boxes, column by column: 448 bytes, seven cache lines. Those that are not there are zeros.
struct alignas(64) BoxGroup {
  static constexpr std::size_t kBoxes = 16;

  float L_min[kBoxes], L_max[kBoxes], a_min[kBoxes], a_max[kBoxes], b_min[kBoxes], b_max[kBoxes], C_max[kBoxes];

  [[nodiscard]] LabBox box(std::size_t i) const {
    return {L_min[i], L_max[i], a_min[i], a_max[i], b_min[i], b_max[i], C_max[i]};
  }
  void set(std::size_t i, const LabBox& box) {
    L_min[i] = box.L_min, L_max[i] = box.L_max;
    a_min[i] = box.a_min, a_max[i] = box.a_max;
    b_min[i] = box.b_min, b_max[i] = box.b_max;
    C_max[i] = box.C_max;
  }
};

}  // namespace shadematch::inline v0
