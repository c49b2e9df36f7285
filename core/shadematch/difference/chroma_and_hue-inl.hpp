// SPDX-License-Identifier: Apache-2.0
// Private, compiled once per SIMD target: the frame that CIE94 and CMC share, (dL / S_L)^2 + (dC / S_C)^2 + (dH /
// S_H)^2.
#if defined(SHADEMATCH_CHROMA_AND_HUE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_CHROMA_AND_HUE_INL
#undef SHADEMATCH_CHROMA_AND_HUE_INL
#else
#define SHADEMATCH_CHROMA_AND_HUE_INL
#endif

#include <hwy/highway.h>

#include <shadematch/difference/batch_frame-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class D, class V = hn::Vec<D>>
HWY_INLINE V weighted_distance(D d, const VectorLab<V>& one, const VectorLab<V>& two, V S_L, V S_C, V S_H) {
  const V da = hn::Sub(two.a, one.a), db = hn::Sub(two.b, one.b);
  // C2 - C1 as a difference of squares over the sum: near colors do not cancel.
  const V squares = hn::MulAdd(da, hn::Add(one.a, two.a), hn::Mul(db, hn::Add(one.b, two.b)));
  const V dC = hn::Div(squares, hn::Add(one.C, two.C));
  const V dH2 = hn::Sub(hn::MulAdd(da, da, hn::Mul(db, db)), hn::Mul(dC, dC));
  const V tL = hn::Div(hn::Sub(two.L, one.L), S_L);
  const V tC = hn::Div(dC, S_C);
  const V tH2 = hn::Div(hn::Max(dH2, hn::Zero(d)), hn::Mul(S_H, S_H));
  return hn::Sqrt(hn::MulAdd(tL, tL, hn::MulAdd(tC, tC, tH2)));
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
