// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <stdexcept>
#include <string>

#include <shadematch/chart/marker_dictionary.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::array<std::uint16_t, kMarkerCount> kCodes{
    0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD, 0x9E2E, 0xC4F2, 0xFEDA, 0xCF56, 0xF991, 0x11A7, 0x0EB7,
    0x2A0F, 0x24B1, 0x263E, 0x4665, 0x6600, 0x6C5E, 0x76AF, 0x868B, 0xB02B, 0xCCD5, 0xDD82, 0xFE47, 0x9471,
    0xACE4, 0xA554, 0x2123, 0x346F, 0x4415, 0x57B2, 0x9ECF, 0xF0CB, 0x08AE, 0x0929, 0x1875, 0x04FF, 0x0DF6,
    0x1C5A, 0x1718, 0x2A28, 0x328C, 0x38B2, 0x24E8, 0x2EEB, 0x2D3F, 0x4B64, 0x502E, 0x5013};

}  // namespace

std::uint16_t marker_code(int id) {
  if (id < 0 || id >= kMarkerCount)
    throw std::invalid_argument("marker_code: expected an id of 0 to 49, got " + std::to_string(id));
  return kCodes.at(static_cast<std::size_t>(id));
}

std::uint16_t turned_code(std::uint16_t code) {
  constexpr int kCells = kMarkerCells * kMarkerCells;
  unsigned turned = 0;
  for (int row = 0; row < kMarkerCells; ++row) {
    for (int column = 0; column < kMarkerCells; ++column) {
      const int from = column * kMarkerCells + (kMarkerCells - 1 - row);
      turned = turned << 1U | (static_cast<unsigned>(code) >> (kCells - 1 - from) & 1U);
    }
  }
  return static_cast<std::uint16_t>(turned);
}

MarkerReading read_marker_code(std::uint16_t seen, std::span<const int> ids) {
  constexpr int kWrongCells = 1;
  MarkerReading best;
  int fewest = kWrongCells + 1;
  for (const int id : ids) {
    std::uint16_t code = marker_code(id);
    for (int turn = 0; turn < 4; ++turn, code = turned_code(code)) {
      const int wrong = std::popcount(static_cast<unsigned>(code ^ seen));
      if (wrong >= fewest) continue;
      fewest = wrong;
      best = {id, turn};
    }
  }
  return best;
}

}  // namespace shadematch::inline v0
