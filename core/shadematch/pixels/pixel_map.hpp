// SPDX-License-Identifier: Apache-2.0
// Private: what turns the pixels of a picture into Lab, in float and folded as far as it goes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Curve of one channel, x -> light x 2^g: g = q0 + (q1 + q2 l) l at l = log2 x - center, straight where l is outside
/// of [low, high]; 2^g = toe up to `origin`, below 0 too. Near a power law of 1 the exponent is small and so is what
/// float loses of it.
struct LogCurve {
  float origin = 1e-30F, toe = 1, center = 0, q0 = 0, q1 = 0, q2 = 0, low = 0, high = 0;
};

/// XYZ / white = terms * (r, g, b, sqrt rg, sqrt gb, sqrt br) / light(x, y) + offset, where (r, g, b) are pixel values
/// through their curves. Dividing the terms is dividing the channels: all six are of degree 1.
struct PixelMap {
  bool curved = false;  ///< else the curves are not used
  std::array<LogCurve, 3> curve;
  bool rooted = false;                          ///< else the three roots are not used
  std::array<std::array<float, 6>, 3> terms{};  ///< rows X, Y, Z
  std::array<float, 3> offset{};
  bool shaded = false;                          ///< else the light is 1 everywhere
  float light_0 = 0, light_x = 0, light_y = 0;  ///< log2 of the light at pixel (x, y), a plane …
  float light_limit = 0;                        ///< … held within +- this
};

/// Part of a row of a picture: `count` pixels from column x on, in row y of it.
struct PixelSpan {
  int x = 0, y = 0, count = 0;
};

/// Light (r, g, b) of every code: what a curve table and the curves of a PixelMap make of it.
using CodeLight = std::array<std::vector<float>, 3>;

/// 8-bit codes: 256 values a channel, as they are or as their square roots, from which all six terms are products.
class SHADEMATCH_API CodeMap {
 public:
  /// @param light  256 values a channel. @param map  its curves are not used: they are in `light`.
  /// @throws std::invalid_argument for tables of another size.
  CodeMap(const PixelMap& map, const CodeLight& light);

  [[nodiscard]] const PixelMap& map() const { return map_; }
  [[nodiscard]] const float* table(std::size_t channel) const { return table_[channel].data(); }

 private:
  PixelMap map_;
  std::array<std::array<float, 256>, 3> table_{};
};

}  // namespace shadematch::inline v0
