// SPDX-License-Identifier: Apache-2.0
// Private, compiled once per SIMD target: how far boxes are from a target in L*, a* and b*.
#if defined(SHADEMATCH_BOX_DISTANCE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_BOX_DISTANCE_INL
#undef SHADEMATCH_BOX_DISTANCE_INL
#else
#define SHADEMATCH_BOX_DISTANCE_INL
#endif

#include <cstddef>
#include <hwy/highway.h>

#include <shadematch/search/box_group.hpp>
#include <shadematch/search/ciede2000_bound.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// At most 16 lanes, so that a whole number of vectors makes a group.
using BoxLanes = hn::CappedTag<float, BoxGroup::kBoxes>;

/// From `low` or `high`, the target rounded both ways, to the interval [from, to]; 0 inside.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V distance(D d, V low, V high, V from, V to) {
  return hn::Max(hn::Zero(d), hn::Max(hn::Sub(from, high), hn::Sub(low, to)));
}

/// Least da^2 + db^2 of boxes i, i + 1, ...
template <class D, class V = hn::Vec<D>>
HWY_INLINE V squared_ab(D d, const BoxBound& bound, const BoxGroup& boxes, std::size_t i) {
  const auto set = [d](float x) HWY_ATTR { return hn::Set(d, x); };
  const auto load = [d, i](const float* column) HWY_ATTR { return hn::Load(d, column + i); };
  const V da = distance(d, set(bound.a_low), set(bound.a_high), load(boxes.a_min), load(boxes.a_max));
  const V db = distance(d, set(bound.b_low), set(bound.b_high), load(boxes.b_min), load(boxes.b_max));
  return hn::MulAdd(da, da, hn::Mul(db, db));
}

/// S_L at the mean lightness of the target and L.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V lightness_weight(D d, V target, V L) {
  const V l = hn::MulAdd(hn::Set(d, 0.5F), hn::Add(target, L), hn::Set(d, -50.0F));
  const V l2 = hn::Mul(l, l);
  return hn::Add(hn::Set(d, 1.0F), hn::Div(hn::Mul(hn::Set(d, 0.015F), l2), hn::Sqrt(hn::Add(l2, hn::Set(d, 20.0F)))));
}

/// Least (dL / S_L)^2 of boxes i, i + 1, ..., see Ciede2000Bound.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V squared_lightness(D d, const BoxBound& bound, const BoxGroup& boxes, std::size_t i) {
  const V L = hn::Set(d, bound.L), L_min = hn::Load(d, boxes.L_min + i), L_max = hn::Load(d, boxes.L_max + i);
  const V dL = distance(d, hn::Set(d, bound.L_low), hn::Set(d, bound.L_high), L_min, L_max);
  V S_L = lightness_weight(d, L, hn::Min(hn::Max(L, L_min), L_max));
  if (HWY_UNLIKELY(!bound.L_is_usual)) S_L = hn::Max(lightness_weight(d, L, L_min), lightness_weight(d, L, L_max));
  const V Z = hn::Div(dL, S_L);
  return hn::Mul(Z, Z);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
