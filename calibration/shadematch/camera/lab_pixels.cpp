// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <shadematch/camera/lab_pixels.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLn2 = std::numbers::ln2;

bool is_gain(const ToneCurve& tone) {
  return tone.p1 == 1.0 && tone.p2 == 0.0;
}

/// From ln and the value itself to log2 and the light's share of it.
LogCurve log_curve(const ToneCurve& tone) {
  LogCurve curve;
  const double origin = std::exp(tone.center + kToneOrigin);
  curve.origin = static_cast<float>(origin);
  curve.toe = static_cast<float>(tone(origin) / origin);
  curve.center = static_cast<float>(tone.center / kLn2);
  curve.q0 = static_cast<float>((tone.p0 - tone.center) / kLn2);
  curve.q1 = static_cast<float>(tone.p1 - 1.0);
  curve.q2 = static_cast<float>(tone.p2 * kLn2);
  curve.low = static_cast<float>(kToneLow / kLn2);
  curve.high = static_cast<float>(kToneHigh / kLn2);
  return curve;
}

void set_light(const CameraMap& map, const ChartFrame& frame, PixelMap& out) {
  const Eigen::RowVector3d light = map.shading.transpose() * frame.from_pixels / kLn2;
  out.shaded = !light.isZero(0.0);
  out.light_x = static_cast<float>(light(0));
  out.light_y = static_cast<float>(light(1));
  out.light_0 = static_cast<float>(light(2));
  out.light_limit = static_cast<float>(kShadingReach * map.shading.norm() / kLn2);
}

}  // namespace

PixelMap pixel_map(const CameraMap& map, const ChartFrame& frame) {
  PixelMap out;
  out.rooted = map.terms == Terms::kRootPolynomial;
  out.curved = !std::all_of(map.tone.begin(), map.tone.end(), is_gain);
  TermVector gains = TermVector::Ones(term_count(map.terms));
  for (std::size_t c = 0; c < 3; ++c) out.curve[c] = log_curve(map.tone[c]);
  if (!out.curved) {
    // Every term is of degree 1 in the channels, and so are the terms of the gains; the constant has none.
    const Eigen::Vector3d gain(map.tone[0](1.0), map.tone[1](1.0), map.tone[2](1.0));
    gains = make_terms(map.terms, gain);
    if (map.terms == Terms::kAffine) gains(3) = 1.0;
  }
  const Eigen::Vector3d white(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z);
  const TermMatrix to_share = white.cwiseInverse().asDiagonal() * xyz_d50_from_linear_srgb() * map.matrix;
  const TermMatrix terms = to_share * gains.asDiagonal();
  for (std::size_t row = 0; row < 3; ++row) {
    const auto r = static_cast<Eigen::Index>(row);
    for (Eigen::Index k = 0; k < (out.rooted ? 6 : 3); ++k) {
      out.terms[row][static_cast<std::size_t>(k)] = static_cast<float>(terms(r, k));
    }
    if (map.terms == Terms::kAffine) out.offset[row] = static_cast<float>(terms(r, 3) * kOffsetTerm);
  }
  set_light(map, frame, out);
  return out;
}

}  // namespace shadematch::inline v0
