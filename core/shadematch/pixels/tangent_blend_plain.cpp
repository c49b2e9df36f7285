// SPDX-License-Identifier: Apache-2.0
#include <shadematch/pixels/tangent_blend.hpp>

namespace shadematch::inline v0 {
namespace {

void blend(const TangentCell& cell, float step, float* out) {
  float sum[4] = {};
  for (unsigned i = 0; i < 8; ++i) {
    const float up[3] = {static_cast<float>(i >> 2U), static_cast<float>((i >> 1U) & 1U), static_cast<float>(i & 1U)};
    const TangentNode& node = *cell.corner[i];
    float weight = 1.0F;
    for (int k = 0; k < 3; ++k) weight *= up[k] > 0 ? cell.share[k] : 1.0F - cell.share[k];
    for (int c = 0; c < 4; ++c) {
      float value = node.value[c];
      for (int k = 0; k < 3; ++k) value += step * (cell.share[k] - up[k]) * node.slope[k][c];
      sum[c] += weight * value;
    }
  }
  for (int c = 0; c < 4; ++c) out[c] = sum[c];
}

}  // namespace

void blend_tangents_plain(const TangentCell* cells, int count, float step, float* out) {
  for (int i = 0; i < count; ++i) blend(cells[i], step, out + std::ptrdiff_t{4} * i);
}

}  // namespace shadematch::inline v0
