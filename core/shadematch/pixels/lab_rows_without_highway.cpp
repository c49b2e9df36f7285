// SPDX-License-Identifier: Apache-2.0
// In the place of lab_rows.cpp where the library is built without Highway.
#include <algorithm>
#include <cmath>

#include <shadematch/pixels/cube_roots.hpp>
#include <shadematch/pixels/fast_math.hpp>
#include <shadematch/pixels/lab_rows.hpp>

namespace shadematch::inline v0 {

void lab_from_values(const PixelMap& map, const float* rgb, const PixelSpan& span, float* lab) {
  lab_from_values_plain(map, rgb, span, lab);
}

void lab_from_codes(const CodeMap& map, const std::uint8_t* rgb, const PixelSpan& span, float* lab) {
  lab_from_codes_plain(map, rgb, span, lab);
}

void signed_cube_roots(float* values, int count) {
  for (int i = 0; i < count; ++i) {
    if (!std::isnan(values[i])) values[i] = std::copysign(fast_cbrt(std::max(std::abs(values[i]), 1e-9F)), values[i]);
  }
}

}  // namespace shadematch::inline v0
