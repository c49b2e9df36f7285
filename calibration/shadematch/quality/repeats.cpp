// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>
#include <string>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/quality/repeats.hpp>

namespace shadematch::inline v0 {

double repeat_spread(std::span<const Lab> readings) {
  if (readings.size() < 2) {
    throw std::invalid_argument("repeat_spread: expected at least 2 readings, got " + std::to_string(readings.size()));
  }
  double spread = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (std::size_t k = i + 1; k < readings.size(); ++k)
      spread = std::max(spread, delta_e_ciede2000(readings[i], readings[k]));
  }
  return spread;
}

}  // namespace shadematch::inline v0
