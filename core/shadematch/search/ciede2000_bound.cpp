// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <shadematch/search/ciede2000_bound.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;
constexpr double kSin60 = std::numbers::sqrt3 / 2.0;
/// 1 - |R_T| / 2 for |R_T| <= 2 sin 60 degrees.
constexpr double kGlobalKappa = 1.0 - kSin60;
/// 1 - sin(60 degrees exp(-(85 / 25)^2)) - 1e-6, rounded down.
constexpr double kKappaOfPositiveB = 0.999988;

double chroma_saturation(double C) {
  const double u = C / 25.0, u2 = u * u, u7 = u2 * u2 * u2 * u;
  return std::sqrt(u7 / (u7 + 1.0));
}

/// 1 + G, the stretch of a*; falls with the mean chroma.
double stretch(double C_mean) {
  return 1.5 - 0.5 * chroma_saturation(C_mean);
}

/// From the interval [low, high] to an angle, the shorter way around from both ends; 0 inside.
double distance_from(double low, double high, double angle) {
  const double ahead = std::remainder(angle - low, 360.0);
  const double behind = std::remainder(angle - high, 360.0);
  const double turned = ahead < 0.0 ? ahead + 360.0 : ahead;
  if (turned <= high - low) return 0.0;
  return std::min(std::abs(ahead), std::abs(behind));
}

/// The distance from 275 degrees of the mean hue of a target and any color within D <= R < C1. Hues differ by asin(R /
/// C1) at most; the stretch of a* turns them monotonically in hue and in p, so both ends under both extreme p span an
/// interval that contains both stretched hues and their mean.
double distance_of_mean_hue(const Lab& target, double C1, double R) {
  const double hue = std::atan2(target.b, target.a);
  const double reach = std::asin(R / C1);
  double low = 0.0, high = 0.0;
  for (const double end : {-reach, reach}) {
    for (const double p : {stretch(std::max(0.0, C1 - R / 2.0)), stretch(C1 + R / 2.0)}) {
      const double turned = std::atan2(std::sin(hue + end), p * std::cos(hue + end));
      const double from_hue = std::remainder(turned - hue, 2.0 * std::numbers::pi);
      low = std::min(low, from_hue);
      high = std::max(high, from_hue);
    }
  }
  return distance_from((hue + low) * kDegrees, (hue + high) * kDegrees, 275.0);
}

}  // namespace

double ciede2000_S_L(double L_mean) {
  const double l = L_mean - 50.0;
  return 1.0 + 0.015 * l * l / std::sqrt(20.0 + l * l);
}

Ciede2000Bound::Ciede2000Bound(const Lab& target)
    : target_(target), C1_(std::sqrt(target.a * target.a + target.b * target.b)), alpha_(0.045 * stretch(C1_ / 2.0)) {
  kappas_.fill(-1.0F);
}

double Ciede2000Bound::kappa(double R) const {
  // Yellow to red, skin and hair: every hue within R lies in 0..180, so their mean is 85 degrees from 275 at least.
  if (R < target_.b) return kKappaOfPositiveB;
  const double R_C = 2.0 * chroma_saturation(stretch(C1_ / 2.0) * (C1_ + R / 2.0));
  if (!(R < C1_)) return 1.0 - R_C * kSin60 / 2.0;
  const double arc = distance_of_mean_hue(target_, C1_, R) / 25.0;
  // The published arc is not wrapped; where the shorter way around is another one, the term is below 1e-6.
  const double R_T = R_C * std::sin(60.0 * std::exp(-arc * arc) / kDegrees) + 1e-6;
  return std::max(kGlobalKappa, 1.0 - R_T / 2.0);
}

double Ciede2000Bound::kappa_within(double R_squared) {
  const auto biased = static_cast<int>(std::bit_cast<std::uint64_t>(R_squared) >> 52U);  // ilogb without its call
  const int exponent = std::clamp(biased - 1023, kLeast, kMost);
  float& kept = kappas_[static_cast<std::size_t>(exponent - kLeast)];
  if (kept < 0.0F) {
    const bool last = exponent == kMost;
    kept = static_cast<float>((last ? kGlobalKappa : kappa(std::exp2(0.5 * (exponent + 1)))) * (1.0 - 1e-7));
  }
  return static_cast<double>(kept);
}

double Ciede2000Bound::squared_L(const LabBox& box) const {
  const double L_min = static_cast<double>(box.L_min), L_max = static_cast<double>(box.L_max);
  const double nearest = std::clamp(target_.L, L_min, L_max);
  const double dL = nearest - target_.L;
  // |dL| / S_L grows with |dL| if L1 lies in 0..100, so the nearest L* is the worst case. Elsewhere the larger S_L of
  // the two ends serves: its only minimum is at 50.
  const double S_L = L_is_usual()
                         ? ciede2000_S_L((target_.L + nearest) / 2.0)
                         : std::max(ciede2000_S_L((target_.L + L_min) / 2.0), ciede2000_S_L((target_.L + L_max) / 2.0));
  const double Z = dL / S_L;
  return Z * Z;
}

double Ciede2000Bound::squared(const LabBox& box) {
  const double below_a = static_cast<double>(box.a_min) - target_.a,
               above_a = target_.a - static_cast<double>(box.a_max);
  const double below_b = static_cast<double>(box.b_min) - target_.b,
               above_b = target_.b - static_cast<double>(box.b_max);
  const double da = std::max({0.0, below_a, above_a});
  const double db = std::max({0.0, below_b, above_b});
  const double D_squared = da * da + db * db;
  double result = squared_L(box);
  if (D_squared > 0.0) {
    const double far_a = std::max(-below_a, -above_a), far_b = std::max(-below_b, -above_b);
    const double s = S_C(static_cast<double>(box.C_max));
    result += kappa_within(far_a * far_a + far_b * far_b) * D_squared / (s * s);
  }
  return result;
}

double Ciede2000Bound::farthest(const LabBox& box) const {
  const double a = std::max(target_.a - static_cast<double>(box.a_min), static_cast<double>(box.a_max) - target_.a);
  const double b = std::max(target_.b - static_cast<double>(box.b_min), static_cast<double>(box.b_max) - target_.b);
  return std::sqrt(a * a + b * b);
}

BoxBound Ciede2000Bound::within(double R) {
  const double to_blue = std::remainder(275.0 - std::atan2(target_.b, target_.a) * kDegrees, 360.0);
  return {.L = static_cast<float>(target_.L),
          .L_low = round_down(target_.L),
          .L_high = round_up(target_.L),
          .a_low = round_down(target_.a),
          .a_high = round_up(target_.a),
          .b_low = round_down(target_.b),
          .b_high = round_up(target_.b),
          .L_is_usual = L_is_usual(),
          .kappa = static_cast<float>(kappa_within(R * R)),
          .S_C_of_grey = static_cast<float>(S_C(0.0)),
          .S_C_slope = static_cast<float>(0.5 * alpha_),
          .C_most = static_cast<float>(C1_ + R),
          .a = static_cast<float>(target_.a),
          .b = static_cast<float>(target_.b),
          .C1 = static_cast<float>(C1_),
          .C_least = static_cast<float>(std::max(0.0, C1_ - R)),
          .to_blue = static_cast<float>(to_blue),
          .to_blue_back = static_cast<float>(to_blue > 0.0 ? to_blue - 360.0 : to_blue + 360.0)};
}

double Ciede2000Bound::radius(double delta_e, const LabBox& gamut) const {
  const double C_max = static_cast<double>(gamut.C_max);
  double R = C1_ + C_max;
  const double slope = std::sqrt(kGlobalKappa) - delta_e * alpha_ / 2.0;
  if (slope > 0.0) R = std::min(R, delta_e * (1.0 + alpha_ * C1_) / slope);
  for (int step = 0; step < 6; ++step) {
    const double smaller = delta_e * S_C(std::min(C1_ + R, C_max)) / std::sqrt(kappa(R));
    if (!(smaller < R)) break;
    R = smaller;
  }
  return R;
}

bool Ciede2000Bound::reaches_opposite_hue(const LabBox& box) const {
  const auto times = [](double x, float low, float high) {
    return std::minmax({x * static_cast<double>(low), x * static_cast<double>(high)});
  };
  const auto [aa_low, aa_high] = times(target_.a, box.a_min, box.a_max);
  const auto [bb_low, bb_high] = times(target_.b, box.b_min, box.b_max);
  const auto [ab_low, ab_high] = times(target_.a, box.b_min, box.b_max);
  const auto [ba_low, ba_high] = times(target_.b, box.a_min, box.a_max);
  const double slack = 2e-6 * C1_ * static_cast<double>(box.C_max);
  return aa_low + bb_low < 0.0 && ab_low - ba_high <= slack && ab_high - ba_low >= -slack;
}

}  // namespace shadematch::inline v0
