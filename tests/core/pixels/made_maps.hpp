// SPDX-License-Identifier: Apache-2.0
// Maps of a camera that does not exist, and what they make of a pixel, in double and by the formulas of the books.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include <shadematch/color/lab.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/pixels/pixel_map.hpp>

namespace shadematch::test {

inline PixelMap matrix_map() {
  PixelMap map;
  map.terms = {{{0.45F, 0.40F, 0.15F}, {0.22F, 0.72F, 0.06F}, {0.02F, 0.12F, 0.86F}}};
  return map;
}

inline PixelMap rooted_map() {
  PixelMap map = matrix_map();
  map.rooted = true;
  map.terms = {{{0.75F, -0.2F, 0.05F, 0.3F, 0.15F, -0.05F},
                {0.1F, 0.6F, -0.1F, 0.25F, 0.05F, 0.1F},
                {-0.1F, 0.1F, 0.7F, -0.05F, 0.4F, -0.05F}}};
  return map;
}

/// Terms as wide-gamut codes of a rendered photograph can have them: large, and most of them cancels.
inline PixelMap canceling_map() {
  PixelMap map = rooted_map();
  map.terms = {{{4.2F, 1.9F, 0.9F, -5.1F, 2.2F, -3.1F},
                {2.1F, 3.7F, 0.6F, -4.4F, 1.2F, -2.2F},
                {0.9F, 1.3F, 3.9F, -1.8F, -3.6F, 0.3F}}};
  return map;
}

inline PixelMap shaded(PixelMap map) {
  map.shaded = true;
  map.light_0 = -0.1F;
  map.light_x = 1.5e-3F;
  map.light_y = -2e-3F;
  map.light_limit = 0.25F;  // reached within the rows of the tests
  map.offset = {0.004F, 0.003F, 0.005F};
  return map;
}

inline double light_of(const LogCurve& curve, double value) {
  const double l = std::log2(std::max<double>(value, curve.origin)) - curve.center;
  const double inside = std::clamp<double>(l, curve.low, curve.high);
  const double slope = curve.q1 + 2.0 * curve.q2 * inside;
  return value * std::exp2(curve.q0 + (curve.q1 + curve.q2 * inside) * inside + slope * (l - inside));
}

/// The tone curves of a rendered photograph, bent differently in each channel.
inline PixelMap curved(PixelMap map) {
  map.curved = true;
  for (std::size_t c = 0; c < 3; ++c) {
    const float center = -2.4F - 0.1F * static_cast<float>(c);
    const float slope = 0.2F + 0.05F * static_cast<float>(c);
    map.curve[c] = {std::exp2(center - 8.66F), 0.0F, center, -0.2F, slope, 0.03F, -4.6F, 3.17F};
    const double origin = map.curve[c].origin;
    map.curve[c].toe = static_cast<float>(light_of(map.curve[c], origin) / origin);
  }
  return map;
}

/// Lab of one pixel, its light already through the curves.
inline Lab lab_of_light(const PixelMap& map, const std::array<double, 3>& light, int x, int y) {
  const auto root = [&](int i, int k) {
    return std::sqrt(std::max(light[static_cast<std::size_t>(i)], 0.0) *
                     std::max(light[static_cast<std::size_t>(k)], 0.0));
  };
  const double terms[] = {light[0], light[1], light[2], root(0, 1), root(1, 2), root(2, 0)};
  const double plane = map.light_0 + double{map.light_x} * x + double{map.light_y} * y;
  const double even = map.shaded ? std::exp2(-std::clamp<double>(plane, -map.light_limit, map.light_limit)) : 1.0;
  double share[3];
  for (std::size_t c = 0; c < 3; ++c) {
    double sum = 0.0;
    for (std::size_t k = 0; k < (map.rooted ? 6U : 3U); ++k) sum += map.terms[c][k] * terms[k];
    share[c] = sum * even + map.offset[c];
  }
  return lab_from_xyz({kWhiteD50.X * share[0], kWhiteD50.Y * share[1], kWhiteD50.Z * share[2]});
}

inline Lab lab_of_values(const PixelMap& map, const float* rgb, int x, int y) {
  std::array<double, 3> light{};
  for (std::size_t c = 0; c < 3; ++c) light[c] = map.curved ? light_of(map.curve[c], rgb[c]) : rgb[c];
  return lab_of_light(map, light, x, y);
}

inline double delta_e_76(const Lab& expected, const float* lab) {
  return std::hypot(expected.L - lab[0], expected.a - lab[1], expected.b - lab[2]);
}

}  // namespace shadematch::test
