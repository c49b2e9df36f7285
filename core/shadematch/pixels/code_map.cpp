// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/pixels/pixel_map.hpp>

namespace shadematch::inline v0 {

CodeMap::CodeMap(const PixelMap& map, const CodeLight& light) : map_(map) {
  map_.curved = false;
  for (std::size_t c = 0; c < 3; ++c) {
    if (light[c].size() != table_[c].size()) {
      throw std::invalid_argument("CodeMap: expected the light of 256 codes a channel, got " +
                                  std::to_string(light[c].size()));
    }
    for (std::size_t code = 0; code < table_[c].size(); ++code) {
      const float value = light[c][code];
      table_[c][code] = map.rooted ? std::sqrt(std::max(value, 0.0F)) : value;
    }
  }
}

}  // namespace shadematch::inline v0
