// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>

#include <shadematch/pixels/fast_math.hpp>
#include <shadematch/pixels/lab_rows.hpp>

namespace shadematch::inline v0 {
namespace {

/// In double, as are products and sums of it: the terms of a fitted polynomial cancel, and nothing fuses them here.
struct Light {
  double r, g, b;
};

/// f of CIE Lab: cube root, and below (6/29)^3 its tangent. Written so that NaN takes the tangent.
float lab_f(float t) {
  constexpr float kKnee = 216.0F / 24389.0F;
  return t > kKnee ? fast_cbrt(t) : t * (841.0F / 108.0F) + 4.0F / 29.0F;
}

float curved(const LogCurve& curve, float value) {
  if (!(value > curve.origin)) return value * curve.toe;
  const float l = fast_log2(value) - curve.center;
  const float inside = std::clamp(l, curve.low, curve.high);
  const float g = curve.q0 + (curve.q1 + curve.q2 * inside) * inside;
  const float tail = (curve.q1 + 2.0F * curve.q2 * inside) * (l - inside);
  return value * fast_exp2(std::clamp(g + tail, -125.0F, 125.0F));
}

float evened(const PixelMap& map, int x, int y) {
  const float row = map.light_0 + map.light_y * static_cast<float>(y);
  return fast_exp2(-std::clamp(row + map.light_x * static_cast<float>(x), -map.light_limit, map.light_limit));
}

double root(double value) {
  return std::sqrt(std::max(value, 0.0));
}

void lab_of(const PixelMap& map, const Light& linear, const Light& roots, int x, int y, float* lab) {
  const float even = map.shaded ? evened(map, x, y) : 1.0F;
  float f[3];
  for (std::size_t c = 0; c < 3; ++c) {
    const auto& row = map.terms[c];
    double sum = row[0] * linear.r + row[1] * linear.g + row[2] * linear.b;
    if (map.rooted) sum += row[3] * roots.r * roots.g + row[4] * roots.g * roots.b + row[5] * roots.b * roots.r;
    f[c] = lab_f(static_cast<float>(sum) * even + map.offset[c]);
  }
  lab[0] = 116.0F * f[1] - 16.0F;
  lab[1] = 500.0F * (f[0] - f[1]);
  lab[2] = 200.0F * (f[1] - f[2]);
}

}  // namespace

void lab_from_values_plain(const PixelMap& map, const float* rgb, const PixelSpan& span, float* lab) {
  for (int i = 0; i < span.count; ++i, rgb += 3, lab += 3) {
    Light linear{rgb[0], rgb[1], rgb[2]};
    if (map.curved) {
      linear = {curved(map.curve[0], rgb[0]), curved(map.curve[1], rgb[1]), curved(map.curve[2], rgb[2])};
    }
    Light roots = linear;
    if (map.rooted) roots = {root(linear.r), root(linear.g), root(linear.b)};
    lab_of(map, linear, roots, span.x + i, span.y, lab);
  }
}

void lab_from_codes_plain(const CodeMap& codes, const std::uint8_t* rgb, const PixelSpan& span, float* lab) {
  const PixelMap& map = codes.map();
  for (int i = 0; i < span.count; ++i, rgb += 3, lab += 3) {
    const Light found{codes.table(0)[rgb[0]], codes.table(1)[rgb[1]], codes.table(2)[rgb[2]]};
    Light linear = found;
    if (map.rooted) linear = {found.r * found.r, found.g * found.g, found.b * found.b};
    lab_of(map, linear, found, span.x + i, span.y, lab);
  }
}

}  // namespace shadematch::inline v0
