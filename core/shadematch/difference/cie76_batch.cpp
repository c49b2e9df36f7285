// SPDX-License-Identifier: Apache-2.0
#include <shadematch/difference/cie76_batch.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/difference/cie76_batch.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/difference/batch_frame-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

struct VectorCie76 {
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V delta_e(D, const VectorLab<V>& one, const VectorLab<V>& two) const {
    const V dL = hn::Sub(two.L, one.L), da = hn::Sub(two.a, one.a), db = hn::Sub(two.b, one.b);
    return hn::Sqrt(hn::MulAdd(dL, dL, hn::MulAdd(da, da, hn::Mul(db, db))));
  }
};

void cie76_doubles(const RowPairs<double>& pairs) {
  score_pairs(VectorCie76{}, pairs);
}

void cie76_floats(const RowPairs<float>& pairs) {
  score_pairs(VectorCie76{}, pairs);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(cie76_doubles);
HWY_EXPORT(cie76_floats);

}  // namespace

void delta_e_cie76_batch(const RowPairs<double>& pairs) {
  HWY_DYNAMIC_DISPATCH(cie76_doubles)(pairs);
}

void delta_e_cie76_batch(const RowPairs<float>& pairs) {
  HWY_DYNAMIC_DISPATCH(cie76_floats)(pairs);
}

}  // namespace shadematch::inline v0
#endif
