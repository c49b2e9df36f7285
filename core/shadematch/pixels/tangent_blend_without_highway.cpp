// SPDX-License-Identifier: Apache-2.0
// In the place of tangent_blend.cpp where the library is built without Highway.
#include <shadematch/pixels/tangent_blend.hpp>

namespace shadematch::inline v0 {

void blend_tangents(const TangentCell* cells, int count, float step, float* out) {
  blend_tangents_plain(cells, count, step, out);
}

}  // namespace shadematch::inline v0
