// SPDX-License-Identifier: Apache-2.0
#include <shadematch/difference/cie94_batch.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/difference/cie94_batch.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/difference/chroma_and_hue-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <typename T>
class VectorCie94 {
 public:
  explicit VectorCie94(const Cie94Options& options) : options_(options) {}

  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V delta_e(D d, const VectorLab<V>& one, const VectorLab<V>& two) const {
    const auto set = [d](double x) HWY_ATTR { return hn::Set(d, static_cast<T>(x)); };
    const V S_L = set(options_.k_L);
    const V S_C = hn::MulAdd(set(options_.k_C * options_.K_1), one.C, set(options_.k_C));
    const V S_H = hn::MulAdd(set(options_.k_H * options_.K_2), one.C, set(options_.k_H));
    return weighted_distance(d, one, two, S_L, S_C, S_H);
  }

 private:
  Cie94Options options_;
};

void cie94_doubles(const RowPairs<double>& pairs, const Cie94Options& options) {
  score_pairs(VectorCie94<double>(options), pairs);
}

void cie94_floats(const RowPairs<float>& pairs, const Cie94Options& options) {
  score_pairs(VectorCie94<float>(options), pairs);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(cie94_doubles);
HWY_EXPORT(cie94_floats);

}  // namespace

void delta_e_cie94_batch(const RowPairs<double>& pairs, const Cie94Options& options) {
  HWY_DYNAMIC_DISPATCH(cie94_doubles)(pairs, options);
}

void delta_e_cie94_batch(const RowPairs<float>& pairs, const Cie94Options& options) {
  HWY_DYNAMIC_DISPATCH(cie94_floats)(pairs, options);
}

}  // namespace shadematch::inline v0
#endif
