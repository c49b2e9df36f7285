// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/pixels/lattice_places.hpp>

namespace shadematch::inline v0 {
namespace {

float tone_of(const LatticeMap& map, float value) {
  const float place = std::sqrt(std::min(value / map.most_value, 1.0F)) * static_cast<float>(map.tone.size() - 2);
  const auto below = static_cast<std::size_t>(place);
  return map.tone[below] + (place - static_cast<float>(below)) * (map.tone[below + 1] - map.tone[below]);
}

std::int32_t cell_of(const LatticeMap& map, const float* rgb, float even, int i, LatticePlaces& out) {
  std::int32_t cell = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    if (!(rgb[k] < map.most_value)) return -1;
    const float root = std::cbrt((tone_of(map, std::max(rgb[k], 0.0F)) * even - map.offset) * map.gain[k]);
    const float place = (root - map.first[k]) / map.step;
    if (!(place >= 0.0F) || !(place < static_cast<float>(map.nodes[k] - 1))) return -1;
    const auto node = static_cast<std::int32_t>(place);
    out.share[k][i] = place - static_cast<float>(node);
    cell = cell * map.nodes[k] + node;
  }
  return cell;
}

}  // namespace

void places_in_lattice_plain(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int count,
                             LatticePlaces& out) {
  for (int i = 0; i < count; ++i) {
    const auto column = static_cast<float>(x + i);
    const float log2_light = light.t0 + (light.t1 + light.t2 * column) * column;
    const float even = std::exp2(-std::clamp(log2_light, -light.limit, light.limit));
    out.cell[i] = cell_of(map, rgb + std::ptrdiff_t{3} * i, even, i, out);
  }
}

}  // namespace shadematch::inline v0
