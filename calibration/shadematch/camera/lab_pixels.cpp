// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <shadematch/camera/fast_math.hpp>
#include <shadematch/camera/lab_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr auto kLn2 = static_cast<float>(std::numbers::ln2);
constexpr float kLow = static_cast<float>(kToneLow) / kLn2;
constexpr float kHigh = static_cast<float>(kToneHigh) / kLn2;

float clamped(float x, float low, float high) {
  return std::min(std::max(x, low), high);
}

/// f of CIE Lab: cube root, and below (6/29)^3 its tangent.
float lab_f(float t) {
  constexpr float kKnee = 216.0F / 24389.0F;
  const float root = fast_cbrt(std::max(t, kKnee));
  const float line = t * (841.0F / 108.0F) + 4.0F / 29.0F;
  return t > kKnee ? root : line;
}

}  // namespace

LabPixels::LabPixels(const CameraMap& map, const ChartFrame& frame, const Eigen::Matrix3d& native)
    : native_(native.cast<float>()), terms_(map.terms) {
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

void LabPixels::linearize(const float* rgb, int x, int y, int count, Channels& out) const {
  const float row = light_0_ + light_y_ * static_cast<float>(y);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<Eigen::Index>(c);
    const float n0 = native_(channel, 0), n1 = native_(channel, 1), n2 = native_(channel, 2);
    const LogTone& tone = tone_[c];
    float* to = out.c[c];
    for (int i = 0; i < count; ++i) {
      const float v = n0 * rgb[3 * i] + n1 * rgb[3 * i + 1] + n2 * rgb[3 * i + 2];
      const float l = fast_log2(std::max(v, tone.origin)) - tone.center;
      const float inside = clamped(l, kLow, kHigh);
      const float curve = tone.q0 + (tone.q1 + tone.q2 * inside) * inside;
      const float tail = (tone.q1 + 2.0F * tone.q2 * inside) * (l - inside);
      const float light = clamped(row + light_x_ * static_cast<float>(x + i), -light_limit_, light_limit_);
      const float y_linear = fast_exp2(clamped(curve + tail - light, -125.0F, 125.0F));
      to[i] = y_linear * (std::min(v, tone.origin) * tone.inverse_origin);
    }
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
      const float red = std::max(r[i], 0.0F), green = std::max(g[i], 0.0F), blue = std::max(b[i], 0.0F);
      to[i] += m3 * std::sqrt(red * green) + m4 * std::sqrt(green * blue) + m5 * std::sqrt(blue * red);
    }
  }
}

void LabPixels::convert_row(const float* rgb, int y, int width, float* lab) const {
  Channels linear, xyz;
  for (int x = 0; x < width; x += kBlock) {
    const int count = std::min(kBlock, width - x);
    linearize(rgb + std::ptrdiff_t{3} * x, x, y, count, linear);
    mix(linear, count, xyz);
    float* out = lab + std::ptrdiff_t{3} * x;
    for (int i = 0; i < count; ++i) {
      const float fx = lab_f(xyz.c[0][i]), fy = lab_f(xyz.c[1][i]), fz = lab_f(xyz.c[2][i]);
      out[3 * i] = 116.0F * fy - 16.0F;
      out[3 * i + 1] = 500.0F * (fx - fy);
      out[3 * i + 2] = 200.0F * (fy - fz);
    }
  }
}

}  // namespace shadematch::inline v0
