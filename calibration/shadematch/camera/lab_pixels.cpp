// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <shadematch/camera/fast_math.hpp>
#include <shadematch/camera/lab_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr auto kLn2 = static_cast<float>(std::numbers::ln2);
constexpr float kLow = static_cast<float>(kToneLow) / kLn2;
constexpr float kHigh = static_cast<float>(kToneHigh) / kLn2;

// Written out because a reference, as std::max returns it, keeps a loop from becoming vector code.
float larger(float x, float y) {
  return x > y ? x : y;
}
float smaller(float x, float y) {
  return x < y ? x : y;
}
float clamped(float x, float low, float high) {
  return smaller(larger(x, low), high);
}

/// f of CIE Lab: cube root, and below (6/29)^3 its tangent.
float lab_f(float t) {
  constexpr float kKnee = 216.0F / 24389.0F;
  const float root = fast_cbrt(larger(t, kKnee));
  const float line = t * (841.0F / 108.0F) + 4.0F / 29.0F;
  return t > kKnee ? root : line;
}

void lab_f_of(float* values, int count) {
  for (int i = 0; i < count; ++i) values[i] = lab_f(values[i]);
}

void interleave(const float* fx, const float* fy, const float* fz, int count, float* lab) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    lab[3 * i] = 116.0F * fy[i] - 16.0F;
    lab[3 * i + 1] = 500.0F * (fx[i] - fy[i]);
    lab[3 * i + 2] = 200.0F * (fy[i] - fz[i]);
  }
}

}  // namespace

LabPixels::LabPixels(const CameraMap& map, const ChartFrame& frame) : terms_(map.terms) {
  constexpr double ln2 = std::numbers::ln2;
  for (std::size_t c = 0; c < 3; ++c) {
    const ToneCurve& tone = map.tone[c];
    const double origin = std::exp(tone.center + kToneOrigin);
    tone_[c] = {
        static_cast<float>(origin),        static_cast<float>(1.0 / origin), static_cast<float>(tone.center / ln2),
        static_cast<float>(tone.p0 / ln2), static_cast<float>(tone.p1),      static_cast<float>(tone.p2 * ln2)};
  }
  const Eigen::Vector3d white(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z);
  to_xyz_ = (white.cwiseInverse().asDiagonal() * xyz_d50_from_linear_srgb() * map.matrix).cast<float>();
  const Eigen::RowVector3d light = map.shading.transpose() * frame.from_pixels / ln2;
  light_x_ = static_cast<float>(light(0));
  light_y_ = static_cast<float>(light(1));
  light_0_ = static_cast<float>(light(2));
  light_limit_ = static_cast<float>(kShadingReach * map.shading.norm() / ln2);
}

void LabPixels::split(const float* rgb, int count, Channels& planes) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) planes.c[c][i] = rgb[3 * i + static_cast<std::ptrdiff_t>(c)];
  }
}

void LabPixels::linearize(const LogTone& tone, float light, int count, float* value) const {
  const LogTone t = tone;
  const float light_step = light_x_, limit = light_limit_;
  for (int i = 0; i < count; ++i) {
    const float l = fast_log2(larger(value[i], t.origin)) - t.center;
    const float inside = clamped(l, kLow, kHigh);
    const float curve = t.q0 + (t.q1 + t.q2 * inside) * inside;
    const float tail = (t.q1 + 2.0F * t.q2 * inside) * (l - inside);
    const float here = clamped(light + light_step * static_cast<float>(i), -limit, limit);
    const float toe = smaller(value[i], t.origin) * t.inverse_origin;
    value[i] = fast_exp2(clamped(curve + tail - here, -125.0F, 125.0F)) * toe;
  }
}

void LabPixels::mix(const Channels& linear, int count, Channels& xyz) const {
  const float* r = linear.c[0];
  const float* g = linear.c[1];
  const float* b = linear.c[2];
  for (std::size_t c = 0; c < 3; ++c) {
    const auto row = to_xyz_.row(static_cast<Eigen::Index>(c));
    const float m0 = row(0), m1 = row(1), m2 = row(2);
    const float offset = terms_ == Terms::kAffine ? row(3) * static_cast<float>(kOffsetTerm) : 0.0F;
    float* to = xyz.c[c];
    for (int i = 0; i < count; ++i) to[i] = m0 * r[i] + m1 * g[i] + m2 * b[i] + offset;
    if (terms_ != Terms::kRootPolynomial) continue;
    const float m3 = row(3), m4 = row(4), m5 = row(5);
    for (int i = 0; i < count; ++i) {
      const float red = larger(r[i], 0.0F), green = larger(g[i], 0.0F), blue = larger(b[i], 0.0F);
      to[i] += m3 * std::sqrt(red * green) + m4 * std::sqrt(green * blue) + m5 * std::sqrt(blue * red);
    }
  }
}

void LabPixels::convert_row(const float* rgb, int y, int width, float* lab) const {
  Channels linear, xyz;
  const float light = light_0_ + light_y_ * static_cast<float>(y);
  for (int x = 0; x < width; x += kBlock) {
    const int count = std::min(kBlock, width - x);
    split(rgb + std::ptrdiff_t{3} * x, count, linear);
    for (std::size_t c = 0; c < 3; ++c) {
      linearize(tone_[c], light + light_x_ * static_cast<float>(x), count, linear.c[c]);
    }
    mix(linear, count, xyz);
    for (auto& channel : xyz.c) lab_f_of(channel, count);
    interleave(xyz.c[0], xyz.c[1], xyz.c[2], count, lab + std::ptrdiff_t{3} * x);
  }
}

}  // namespace shadematch::inline v0
