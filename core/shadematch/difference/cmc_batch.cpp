// SPDX-License-Identifier: Apache-2.0
#include <shadematch/difference/cmc_batch.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/difference/cmc_batch.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/difference/chroma_and_hue-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <typename T>
class VectorCmc {
 public:
  explicit VectorCmc(const CmcOptions& options) : options_(options) {}

  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V delta_e(D d, const VectorLab<V>& one, const VectorLab<V>& two) const {
    const auto set = [d](double x) HWY_ATTR { return hn::Set(d, static_cast<T>(x)); };
    const V S_L = hn::IfThenElse(hn::Lt(one.L, set(16.0)), set(0.511),
                                 hn::Div(hn::Mul(set(0.040975), one.L), hn::MulAdd(set(0.01765), one.L, set(1.0))));
    const V S_C = hn::Add(hn::Div(hn::Mul(set(0.0638), one.C), hn::MulAdd(set(0.0131), one.C, set(1.0))), set(0.638));
    const V C2 = hn::Mul(one.C, one.C);
    const V F = hn::Mul(C2, reciprocal_root(d, hn::MulAdd(C2, C2, set(1900.0))));
    const V S_H = hn::Mul(S_C, hn::MulAdd(F, hn::Sub(hue_tolerance(d, one), set(1.0)), set(1.0)));
    return weighted_distance(d, one, two, hn::Mul(set(options_.l), S_L), hn::Mul(set(options_.c), S_C), S_H);
  }

 private:
  /// T of the standard's hue; its unit vector is turned by the formula's angles.
  template <class D, class V = hn::Vec<D>>
  static HWY_INLINE V hue_tolerance(D d, const VectorLab<V>& one) {
    const auto set = [d](double x) HWY_ATTR { return hn::Set(d, static_cast<T>(x)); };
    constexpr double kCos168 = -0.97814760073380563793, kSin168 = 0.20791169081775933710;
    constexpr double kCos35 = 0.81915204428899178968, kSin35 = 0.57357643635104609611;
    constexpr double kCos164 = -0.96126169593831886192, kSin164 = 0.27563735581699918565;
    constexpr double kCos345 = 0.96592582628906828675, kSin345 = -0.25881904510252076235;
    const V c = hn::Div(one.a, one.C), s = hn::Div(one.b, one.C);
    const V cos168 = hn::NegMulAdd(s, set(kSin168), hn::Mul(c, set(kCos168)));  // of h + 168
    const V cos35 = hn::NegMulAdd(s, set(kSin35), hn::Mul(c, set(kCos35)));     // of h + 35
    // 164 <= h <= 345, more than half the circle: left of the first direction or right of the second.
    const V left = hn::MulSub(s, set(kCos164), hn::Mul(c, set(kSin164)));
    const V right = hn::MulSub(c, set(kSin345), hn::Mul(s, set(kCos345)));
    const auto blue = hn::Or(hn::Ge(left, hn::Zero(d)), hn::Ge(right, hn::Zero(d)));
    const V of_blue = hn::MulAdd(set(0.2), hn::Abs(cos168), set(0.56));
    return hn::IfThenElse(blue, of_blue, hn::MulAdd(set(0.4), hn::Abs(cos35), set(0.36)));
  }

  CmcOptions options_;
};

void cmc_doubles(const RowPairs<double>& pairs, const CmcOptions& options) {
  score_pairs(VectorCmc<double>(options), pairs);
}

void cmc_floats(const RowPairs<float>& pairs, const CmcOptions& options) {
  score_pairs(VectorCmc<float>(options), pairs);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(cmc_doubles);
HWY_EXPORT(cmc_floats);

}  // namespace

void delta_e_cmc_batch(const RowPairs<double>& pairs, const CmcOptions& options) {
  HWY_DYNAMIC_DISPATCH(cmc_doubles)(pairs, options);
}

void delta_e_cmc_batch(const RowPairs<float>& pairs, const CmcOptions& options) {
  HWY_DYNAMIC_DISPATCH(cmc_floats)(pairs, options);
}

}  // namespace shadematch::inline v0
#endif
