// SPDX-License-Identifier: Apache-2.0
#include <cstddef>

#include <shadematch/search/hue_bounds.hpp>
#include <shadematch/search/index_vectors.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/search/hue_bounds.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/search/box_distance-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// sqrt(C^7 / (C^7 + 25^7)).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V chroma_saturation_of(D d, V C) {
  const V u = hn::Mul(C, hn::Set(d, 1.0F / 25.0F)), u2 = hn::Mul(u, u);
  const V u7 = hn::Mul(hn::Mul(hn::Mul(u2, u2), u2), u);
  return hn::Sqrt(hn::Div(u7, hn::Add(u7, hn::Set(d, 1.0F))));
}

/// atan2 in degrees, to 1e-3.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V angle_of(D d, V y, V x) {
  const auto set = [d](float value) HWY_ATTR { return hn::Set(d, value); };
  const V x_size = hn::Abs(x), y_size = hn::Abs(y);
  const V t = hn::Div(hn::Min(x_size, y_size), hn::Max(hn::Max(x_size, y_size), set(1e-30F)));
  const V t2 = hn::Mul(t, t);
  V arc = hn::MulAdd(t2, set(-0.671575F), set(3.016814F));
  arc = hn::MulAdd(t2, arc, set(-6.671114F));
  arc = hn::MulAdd(t2, arc, set(11.089223F));
  arc = hn::MulAdd(t2, arc, set(-19.057921F));
  arc = hn::Mul(t, hn::MulAdd(t2, arc, set(57.294476F)));
  arc = hn::IfThenElse(hn::Gt(y_size, x_size), hn::Sub(set(90.0F), arc), arc);
  arc = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Sub(set(180.0F), arc), arc);
  return hn::CopySign(arc, y);
}

/// Hues in degrees from the target's, -180 to 180. Where the opposite hue lies inside, they are low..180 and
/// -180..high.
template <class V>
struct Sector {
  V low, high;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE V distance_from_interval(D d, V low, V high, V angle) {
  return hn::Max(hn::Zero(d), hn::Max(hn::Sub(low, angle), hn::Sub(angle, high)));
}

/// Upper bound of |R_T| / R_C for mean hues `distance` degrees or more from 275: exp(x) is no less than the first five
/// terms of its series.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V rotation_at(D d, V distance) {
  const auto set = [d](float value) HWY_ATTR { return hn::Set(d, value); };
  const V arc = hn::Mul(distance, set(1.0F / 25.0F)), x = hn::Mul(arc, arc);
  V series = hn::MulAdd(x, set(1.0F / 24.0F), set(1.0F / 6.0F));
  series = hn::MulAdd(x, series, set(0.5F));
  series = hn::MulAdd(x, series, set(1.0F));
  series = hn::MulAdd(x, series, set(1.0F));
  return hn::Min(set(0.8660255F), hn::Div(set(1.0471977F), series));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V raised(D d, const BoxBound& bound, const BoxGroup& boxes, std::size_t i) {
  const auto set = [d](float value) HWY_ATTR { return hn::Set(d, value); };
  const auto load = [d, i](const float* column) HWY_ATTR { return hn::Load(d, column + i); };
  const V zero = hn::Zero(d);
  const V a_min = load(boxes.a_min), a_max = load(boxes.a_max), b_min = load(boxes.b_min), b_max = load(boxes.b_max);
  const V D_squared = squared_ab(d, bound, boxes, i);

  // Chroma of the box and what p may be. No candidate of less chroma than C1 - R counts.
  const V a_least = distance(d, zero, zero, a_min, a_max), b_least = distance(d, zero, zero, b_min, b_max);
  const V C1 = set(bound.C1);
  const V C_min = hn::Max(hn::Sqrt(hn::MulAdd(a_least, a_least, hn::Mul(b_least, b_least))), set(bound.C_least));
  const V C_max = hn::Min(load(boxes.C_max), set(bound.C_most));
  const V p = hn::NegMulAdd(set(0.5F), chroma_saturation_of(d, hn::Mul(set(0.5F), hn::Add(C1, C_min))), set(1.5F));
  const V C = hn::Mul(hn::Mul(set(0.5F), p), hn::Add(C1, C_max));

  // (5) The sector, half of it, and its distance from 275 degrees.
  const V a1 = set(bound.a), b1 = set(bound.b);
  const auto hue = [&](V a, V b) HWY_ATTR {
    return angle_of(d, hn::MulSub(a1, b, hn::Mul(b1, a)), hn::MulAdd(a1, a, hn::Mul(b1, b)));
  };
  const V h[] = {hue(a_min, b_min), hue(a_min, b_max), hue(a_max, b_min), hue(a_max, b_max)};
  const V least = hn::Min(hn::Min(h[0], h[1]), hn::Min(h[2], h[3]));
  const V most = hn::Max(hn::Max(h[0], h[1]), hn::Max(h[2], h[3]));
  const V half_turn = set(180.0F);
  const auto above = [&](V hue_of_corner)
                         HWY_ATTR { return hn::IfThenElse(hn::Lt(hue_of_corner, zero), half_turn, hue_of_corner); };
  const auto below = [&](V hue_of_corner) HWY_ATTR {
    return hn::IfThenElse(hn::Gt(hue_of_corner, zero), hn::Neg(half_turn), hue_of_corner);
  };
  const V least_above = hn::Min(hn::Min(above(h[0]), above(h[1])), hn::Min(above(h[2]), above(h[3])));
  const V most_below = hn::Max(hn::Max(below(h[0]), below(h[1])), hn::Max(below(h[2]), below(h[3])));
  const V width = hn::Sub(most, least), slack = set(0.1F);
  const auto grey = hn::Or(hn::Eq(hn::Add(a_least, b_least), zero), hn::Le(hn::AbsDiff(width, half_turn), slack));
  const auto behind = hn::Gt(hn::Max(width, hn::Add(hn::Max(most, hn::Neg(least)), slack)), half_turn);
  // sin of the turn by stretching, for small angles: asin(x) <= 1.01 x up to 0.2.
  const V turn = hn::MulAdd(set(57.9F), hn::Div(hn::Sub(p, set(1.0F)), hn::Add(p, set(1.0F))), set(0.05F));
  const V half = set(0.5F), quarter = set(90.0F);
  const V low1 = hn::IfThenElse(grey, hn::Neg(quarter), hn::Mul(half, hn::IfThenElse(behind, least_above, least)));
  const V high1 = hn::IfThenElse(hn::Or(grey, behind), quarter, hn::Mul(half, most));
  const V low2 = hn::IfThenElse(hn::Or(grey, behind), hn::Neg(quarter), low1);
  const V high2 = hn::IfThenElse(grey, quarter, hn::IfThenElse(behind, hn::Mul(half, most_below), high1));
  const auto distance_of = [&](float angle) HWY_ATTR {
    return hn::Min(distance_from_interval(d, low1, high1, set(angle)),
                   distance_from_interval(d, low2, high2, set(angle)));
  };
  const V arc = hn::Max(zero, hn::Sub(hn::Min(distance_of(bound.to_blue), distance_of(bound.to_blue_back)), turn));
  const V R_C_half = chroma_saturation_of(d, C);
  const V kappa = hn::NegMulAdd(R_C_half, rotation_at(d, arc), set(0.999999F));

  // (6)
  const V rounding = hn::Mul(set(1e-6F), hn::Add(C1, C_max));
  const V G = hn::Add(hn::Max(hn::MulSub(p, C_max, C1), hn::MulSub(p, C1, C_min)), rounding);
  const V chroma = hn::Min(hn::Mul(G, G), D_squared);
  const V S_C = hn::MulAdd(C, set(0.045F), set(1.0F)), S_H = hn::MulAdd(C, set(0.0235872F), set(1.0F));
  const V ab = hn::Add(hn::Div(chroma, hn::Mul(S_C, S_C)), hn::Div(hn::Sub(D_squared, chroma), hn::Mul(S_H, S_H)));
  return hn::MulAdd(kappa, ab, squared_lightness(d, bound, boxes, i));
}

void raise_by_hue_vectors(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  const BoxLanes d;
  for (std::size_t i = 0; i < BoxGroup::kBoxes; i += hn::Lanes(d)) {
    const auto higher = hn::Mul(hn::Set(d, kBoundMargin), raised(d, bound, boxes, i));
    hn::StoreU(hn::Max(hn::LoadU(d, squared + i), higher), d, squared + i);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(raise_by_hue_vectors);

}  // namespace

void raise_by_hue(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  HWY_DYNAMIC_DISPATCH(raise_by_hue_vectors)(bound, boxes, squared);
}

}  // namespace shadematch::inline v0
#endif
