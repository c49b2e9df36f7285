// SPDX-License-Identifier: Apache-2.0
// Private: the formulas of lab_rows.cpp on one vector of pixels, compiled once per SIMD target; so no guard but this.
#if defined(SHADEMATCH_LAB_VECTORS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_LAB_VECTORS_INL
#undef SHADEMATCH_LAB_VECTORS_INL
#else
#define SHADEMATCH_LAB_VECTORS_INL
#endif

#include <hwy/highway.h>

#include <shadematch/pixels/pixel_map.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;
using WholeLanes = hn::RebindToSigned<Lanes>;

struct Triple {
  Vector x, y, z;
};

HWY_INLINE Vector all(float value) {
  return hn::Set(Lanes(), value);
}

/// Cube root of a positive normal number below 2^30, without a division. z = t^(-1/3) is guessed from a third of the
/// exponent, within 3.6 %: 0x54a20000 - bits / 3, of which the upper 23 bits are made in float, where adding 2^23
/// rounds to whole numbers and the shift drops that sum's own exponent. Then e = 1 - t z^3 in [-0.103, 0.102] and (1 -
/// e)^(-1/3) by a minimax parabola, 5e-5; the last step is Newton's on t z^2. Relative error below 1.1e-7.
HWY_INLINE Vector cube_root(Vector t) {
  const Lanes d;
  const hn::RebindToUnsigned<Lanes> bits;
  const Vector exponent = hn::ConvertTo(d, hn::BitCast(WholeLanes(), t));
  const Vector guess = hn::NegMulAdd(exponent, all(1.0F / 768), all(8388608.0F + 0x54a200));
  Vector z = hn::BitCast(d, hn::ShiftLeft<8>(hn::BitCast(bits, guess)));
  const Vector e = hn::NegMulAdd(hn::Mul(t, z), hn::Mul(z, z), all(1.0F));
  z = hn::MulAdd(hn::Mul(z, e), hn::MulAdd(all(0.22350262F), e, all(0.33467965F)), z);
  const Vector root = hn::Mul(hn::Mul(t, z), z);
  return hn::MulAdd(hn::Mul(root, hn::NegMulAdd(root, z, all(1.0F))), all(2.0F / 3), root);
}

/// f of CIE Lab: cube root, and below (6/29)^3 its tangent.
HWY_INLINE Vector lab_f(Vector t) {
  const Vector knee = all(216.0F / 24389.0F);
  const Vector line = hn::MulAdd(t, all(841.0F / 108.0F), all(4.0F / 29.0F));
  return hn::IfThenElse(hn::Gt(t, knee), cube_root(hn::Max(t, knee)), line);
}

/// log2 of a positive normal number: split off the exponent so that m is in [sqrt 1/2, sqrt 2), then the series of
/// artanh with s = (m - 1)/(m + 1), |s| <= 0.172; its first dropped term is below 1e-9.
HWY_INLINE Vector log2_of(Vector x) {
  const Lanes d;
  const WholeLanes whole;
  const auto bits = hn::BitCast(whole, x);
  const auto exponent = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(whole, 0x3f3504f3)));
  const Vector m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(exponent)));
  const Vector s = hn::Div(hn::Sub(m, all(1.0F)), hn::Add(m, all(1.0F)));
  const Vector s2 = hn::Mul(s, s);
  Vector series = hn::MulAdd(s2, all(1.0F / 9), all(1.0F / 7));
  series = hn::MulAdd(s2, series, all(1.0F / 5));
  series = hn::MulAdd(s2, series, all(1.0F / 3));
  series = hn::MulAdd(s2, series, all(1.0F));
  return hn::MulAdd(hn::Mul(s, all(2.88539008F)), series, hn::ConvertTo(d, exponent));  // 2 / ln 2
}

/// 2^x for x in [-125, 125]: nearest integer by the addition of 1.5 * 2^23, Taylor series of the rest (|r| <= ln 2 /
/// 2), whose first dropped term is below 6e-9.
HWY_INLINE Vector exp2_of(Vector x) {
  const Lanes d;
  const WholeLanes whole;
  const Vector round = all(12582912.0F);
  const Vector shifted = hn::Add(x, round);
  const Vector r = hn::Mul(hn::Sub(x, hn::Sub(shifted, round)), all(0.69314718F));
  Vector series = hn::MulAdd(r, all(1.0F / 5040), all(1.0F / 720));
  series = hn::MulAdd(r, series, all(1.0F / 120));
  series = hn::MulAdd(r, series, all(1.0F / 24));
  series = hn::MulAdd(r, series, all(1.0F / 6));
  series = hn::MulAdd(r, series, all(0.5F));
  series = hn::MulAdd(r, series, all(1.0F));
  series = hn::MulAdd(r, series, all(1.0F));
  const auto power = hn::Sub(hn::BitCast(whole, shifted), hn::BitCast(whole, round));
  return hn::Mul(series, hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(power, hn::Set(whole, 127)))));
}

HWY_INLINE Vector clamped(Vector x, Vector low, Vector high) {
  return hn::Min(hn::Max(x, low), high);
}

/// A pixel value through its curve; NaN and signs come through the last multiplication.
HWY_INLINE Vector curved(const LogCurve& curve, Vector value) {
  const Vector origin = all(curve.origin);
  const Vector l = hn::Sub(log2_of(hn::Max(value, origin)), all(curve.center));
  const Vector inside = clamped(l, all(curve.low), all(curve.high));
  const Vector bend = hn::Mul(all(curve.q2), inside);
  const Vector g = hn::MulAdd(hn::Add(all(curve.q1), bend), inside, all(curve.q0));
  const Vector tail = hn::Mul(hn::Add(all(curve.q1), hn::Add(bend, bend)), hn::Sub(l, inside));
  const Vector share = exp2_of(clamped(hn::Add(g, tail), all(-125.0F), all(125.0F)));
  return hn::Mul(value, hn::IfThenElse(hn::Gt(value, origin), share, all(curve.toe)));
}

/// 1 / light at columns x, x + 1, … of row y.
HWY_INLINE Vector evened(const PixelMap& map, int x, int y) {
  const Vector column = hn::Iota(Lanes(), static_cast<float>(x));
  const Vector row = all(map.light_0 + map.light_y * static_cast<float>(y));
  const Vector limit = all(map.light_limit);
  return exp2_of(hn::Neg(clamped(hn::MulAdd(column, all(map.light_x), row), hn::Neg(limit), limit)));
}

/// One of X, Y, Z: three terms, then the other three.
HWY_INLINE Vector mixed(const std::array<float, 6>& row, const Triple& linear) {
  return hn::MulAdd(all(row[0]), linear.x, hn::MulAdd(all(row[1]), linear.y, hn::Mul(all(row[2]), linear.z)));
}
HWY_INLINE Vector mixed(const std::array<float, 6>& row, const Triple& linear, const Triple& roots) {
  const Vector sum = hn::MulAdd(all(row[4]), roots.y, hn::MulAdd(all(row[5]), roots.z, mixed(row, linear)));
  return hn::MulAdd(all(row[3]), roots.x, sum);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
