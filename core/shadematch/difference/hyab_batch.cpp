// SPDX-License-Identifier: Apache-2.0
#include <shadematch/difference/hyab_batch.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/difference/hyab_batch.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/difference/batch_frame-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

struct VectorHyab {
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V delta_e(D, const VectorLab<V>& one, const VectorLab<V>& two) const {
    const V da = hn::Sub(two.a, one.a), db = hn::Sub(two.b, one.b);
    return hn::Add(hn::Abs(hn::Sub(two.L, one.L)), hn::Sqrt(hn::MulAdd(da, da, hn::Mul(db, db))));
  }
};

void hyab_doubles(const RowPairs<double>& pairs) {
  score_pairs(VectorHyab{}, pairs);
}

void hyab_floats(const RowPairs<float>& pairs) {
  score_pairs(VectorHyab{}, pairs);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(hyab_doubles);
HWY_EXPORT(hyab_floats);

}  // namespace

void delta_e_hyab_batch(const RowPairs<double>& pairs) {
  HWY_DYNAMIC_DISPATCH(hyab_doubles)(pairs);
}

void delta_e_hyab_batch(const RowPairs<float>& pairs) {
  HWY_DYNAMIC_DISPATCH(hyab_floats)(pairs);
}

}  // namespace shadematch::inline v0
#endif
