// SPDX-License-Identifier: Apache-2.0
// Private: where some colors of a catalogue lie.
#pragma once

#include <Eigen/Core>
#include <limits>

#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// The smallest box of floats that holds colors given in double, rounded outward; C_max is no less than their chroma.
struct LabBox {
  static constexpr float kNone = std::numeric_limits<float>::infinity();

  float L_min = kNone, L_max = -kNone;
  float a_min = kNone, a_max = -kNone;
  float b_min = kNone, b_max = -kNone;
  float C_max = 0.0F;

  /// Widens the box to hold one more color.
  void add(const Lab& lab);
  /// Widens the box to hold another.
  void add(const LabBox& box);
};

/// The nearest float that is not above x, and not below.
[[nodiscard]] float round_down(double x);
[[nodiscard]] float round_up(double x);

}  // namespace shadematch::inline v0
