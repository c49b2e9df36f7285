// SPDX-License-Identifier: Apache-2.0
// Private: pixel values of a camera -> places in a lattice over the cube roots of the light that it saw. The same in
// vectors (lattice_places.cpp) and one by one (lattice_places_plain.cpp); results differ by rounding. A pixel's place
// does not depend on the span that it comes in.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Root of channel k: cbrt((tone(value) / light - offset) gain_k). The lattice has nodes at first + step (0, 1, ...).
struct LatticeMap {
  float most_value = 1;                 ///< of the tone table
  std::vector<float> tone;              ///< light at (i / steps)^2 most_value, i = 0 ... steps, and one value more
  float offset = 0;                     ///< light that the camera adds
  std::array<float, 3> gain{};          ///< of its channels
  std::array<float, 3> first{};         ///< root at node 0
  float step = 1;                       ///< between nodes
  std::array<std::int32_t, 3> nodes{};  ///< along each channel
};

/// log2 of the light along a row of the picture, t0 + t1 x + t2 x^2 at column x, held within +- limit.
struct RowLight {
  float t0 = 0, t1 = 0, t2 = 0, limit = 0;
};

/// Of up to kMost pixels.
struct LatticePlaces {
  static constexpr int kMost = 128;
  alignas(64) float share[3][kMost];     ///< place between two nodes along each channel, 0 to 1; outside: anything
  alignas(64) std::int32_t cell[kMost];  ///< number of the lowest corner, channel 2 the fastest; -1: outside
};

/// @param rgb  count x 3. Values from most_value on and NaN lie outside, negative ones count as 0. @param x  column of
///         the first pixel. @param count  at most LatticePlaces::kMost.
SHADEMATCH_API void places_in_lattice(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int count,
                                      LatticePlaces& out);
SHADEMATCH_API void places_in_lattice_plain(const LatticeMap& map, const RowLight& light, const float* rgb, int x,
                                            int count, LatticePlaces& out);

}  // namespace shadematch::inline v0
