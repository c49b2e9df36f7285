// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include <shadematch/difference/ciede2000_batch.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/difference/ciede2000_batch.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/difference/ciede2000_kernel-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <typename T>
class VectorCiede2000 {
 public:
  explicit VectorCiede2000(const Ciede2000Options& options)
      : k_L_(static_cast<T>(options.k_L)), k_C_(static_cast<T>(options.k_C)), k_H_(static_cast<T>(options.k_H)) {}

  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V delta_e(D d, const VectorLab<V>& one, const VectorLab<V>& two) const {
    return hn::Sqrt(squared(d, one, two));
  }

  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V squared(D d, const VectorLab<V>& one, const VectorLab<V>& two) const {
    const auto set = [d](double x) HWY_ATTR { return hn::Set(d, static_cast<T>(x)); };
    const V tiny = hn::Set(d, static_cast<T>(kTiny));
    const V half = set(0.5);

    // [2-6] p = 1 + G stretches a*.
    const V g = chroma_saturation(d, hn::MulAdd(two.C, set(1.0 / 50.0), hn::Mul(one.C, set(1.0 / 50.0))));
    const V p = hn::NegMulAdd(g, half, set(1.5));
    const V p2 = hn::Mul(p, p);
    const V C1 = root(d, hn::MulAdd(p2, hn::Mul(one.a, one.a), hn::MulAdd(one.b, one.b, tiny)));
    const V C2 = root(d, hn::MulAdd(p2, hn::Mul(two.a, two.a), hn::MulAdd(two.b, two.b, tiny)));
    const V S = hn::Add(C1, C2);
    const V P = hn::Mul(C1, C2);

    // [9] C2 - C1 as a difference of squares over the sum: near colors do not cancel.
    const V da = hn::Sub(two.a, one.a), db = hn::Sub(two.b, one.b);
    const V dC_S = hn::MulAdd(hn::Mul(p2, da), hn::Add(one.a, two.a), hn::Mul(db, hn::Add(one.b, two.b)));

    // [7, 10] P cos(dh) = dot and P sin(dh) = p cross0, so 2 P cos^2(dh / 2) = P + dot, 2 P sin^2(dh / 2) = P - dot.
    const V dot = hn::MulAdd(p2, hn::Mul(one.a, two.a), hn::Mul(one.b, two.b));
    const auto obtuse = hn::Lt(dot, hn::Zero(d));
    const V M = hn::Add(P, hn::Abs(dot));
    const V q = reciprocal_root(d, hn::MulAdd(M, half, tiny));
    const V r = reciprocal_root(d, hn::MulAdd(hn::Add(P, P), M, tiny));
    const V cross0 = cross_product(d, one, two, obtuse);

    // [14] The mean hue: along the sum of the unit vectors, or across their difference, where the angle is obtuse.
    const auto flip = hn::IfThenElseZero(obtuse, hn::SignBit(d));
    const V a = hn::Mul(hn::Mul(r, p), hn::Add(hn::Mul(one.a, C2), hn::Xor(hn::Mul(two.a, C1), flip)));
    const V b = hn::Mul(r, hn::Add(hn::Mul(one.b, C2), hn::Xor(hn::Mul(two.b, C1), flip)));
    const V turn = hn::And(hn::SignBit(d), hn::Add(cross0, turn_of_opposite(d, one)));
    const V c = hn::IfThenElse(obtuse, hn::Xor(hn::Neg(b), turn), a);
    const V s = hn::IfThenElse(obtuse, hn::Xor(a, turn), b);

    // [11] dH = 2 sqrt(P) sin(dh / 2)
    const V dH = hn::Mul(q, hn::IfThenElse(obtuse, hn::Xor(M, turn), hn::Mul(p, cross0)));

    // [15-21]
    const V T_ = hue_tolerance(d, c, s);
    const V R_T = hn::Mul(rotation(d, c, s), chroma_saturation(d, hn::Mul(S, set(1.0 / 50.0))));
    const V l = hn::MulAdd(hn::Add(one.L, two.L), half, set(-50.0));
    const V l2 = hn::Mul(l, l);
    const V k_L = hn::Set(d, k_L_), k_C = hn::Set(d, k_C_), k_H = hn::Set(d, k_H_);
    const V S_L = hn::MulAdd(hn::Mul(hn::Mul(k_L, set(0.015)), l2), reciprocal_root(d, hn::Add(set(20.0), l2)), k_L);
    const V S_C = hn::MulAdd(hn::Mul(k_C, set(0.0225)), S, k_C);
    const V S_H = hn::MulAdd(hn::Mul(k_H, set(0.0075)), hn::Mul(S, T_), k_H);

    // [22]
    const V tL = hn::Mul(hn::Sub(two.L, one.L), reciprocal(d, S_L));
    const V tC = hn::Mul(dC_S, reciprocal(d, hn::Mul(S, S_C)));
    const V tH = hn::Mul(dH, reciprocal(d, S_H));
    const V sum = hn::MulAdd(tL, tL, hn::MulAdd(tC, tC, hn::Mul(tH, tH)));
    return hn::MulAdd(hn::Mul(R_T, tC), tH, sum);
  }

 private:
  /// Decides where the cross product of opposite hues is exactly 0, too small to matter elsewhere. Sharma's rule: the
  /// hues turn by +180 if h2 > h1, so if h1 < 180.
  template <class D, class V = hn::Vec<D>>
  static HWY_INLINE V turn_of_opposite(D d, const VectorLab<V>& one) {
    const V side = hn::IfThenElse(hn::Eq(one.b, hn::Zero(d)), one.a, one.b);
    return hn::CopySign(hn::Set(d, sizeof(T) == sizeof(float) ? T(1e-37F) : T(1e-300)), side);
  }

  T k_L_, k_C_, k_H_;
};

void ciede2000_doubles(const RowPairs<double>& pairs, const Ciede2000Options& options) {
  score_pairs(VectorCiede2000<double>(options), pairs);
}

void ciede2000_floats(const RowPairs<float>& pairs, const Ciede2000Options& options) {
  score_pairs(VectorCiede2000<float>(options), pairs);
}

void ciede2000_squares(const float* target, const float* const (&columns)[4], std::size_t size, float* squared) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  const VectorCiede2000<float> formula(Ciede2000Options{});
  const auto one = broadcast_row(d, target);
  const float *L = columns[0], *a = columns[1], *b = columns[2], *C = columns[3];
  const auto score = [&](std::size_t row) HWY_ATTR {
    return formula.squared(
        d, one, {hn::LoadU(d, L + row), hn::LoadU(d, a + row), hn::LoadU(d, b + row), hn::LoadU(d, C + row)});
  };
  std::size_t i = 0;
  for (; i + 2 * lanes <= size; i += 2 * lanes) {
    const auto result = score(i), next = score(i + lanes);
    hn::StoreU(result, d, squared + i);
    hn::StoreU(next, d, squared + i + lanes);
  }
  for (; i + lanes <= size; i += lanes) hn::StoreU(score(i), d, squared + i);
  if (i == size) return;
  HWY_ALIGN float rows[4][kMostLanes<float>] = {};
  HWY_ALIGN float result[kMostLanes<float>];
  for (std::size_t column = 0; column < 4; ++column)
    std::copy(columns[column] + i, columns[column] + size, rows[column]);
  hn::Store(
      formula.squared(d, one, {hn::Load(d, rows[0]), hn::Load(d, rows[1]), hn::Load(d, rows[2]), hn::Load(d, rows[3])}),
      d, result);
  std::copy_n(result, size - i, squared + i);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(ciede2000_doubles);
HWY_EXPORT(ciede2000_floats);
HWY_EXPORT(ciede2000_squares);

}  // namespace

void delta_e_ciede2000_batch(const RowPairs<double>& pairs, const Ciede2000Options& options) {
  HWY_DYNAMIC_DISPATCH(ciede2000_doubles)(pairs, options);
}

void delta_e_ciede2000_batch(const RowPairs<float>& pairs, const Ciede2000Options& options) {
  HWY_DYNAMIC_DISPATCH(ciede2000_floats)(pairs, options);
}

void ciede2000_squared(const Lab& target, const float* const (&columns)[4], std::size_t size, float* squared) {
  const float row[] = {static_cast<float>(target.L), static_cast<float>(target.a), static_cast<float>(target.b)};
  HWY_DYNAMIC_DISPATCH(ciede2000_squares)(row, columns, size, squared);
}

void ciede2000_squared(const Lab& target, const LabColumns& columns, std::size_t begin, std::size_t end,
                       float* squared) {
  ciede2000_squared(target, {columns.L() + begin, columns.a() + begin, columns.b() + begin, columns.C() + begin},
                    end - begin, squared);
}

}  // namespace shadematch::inline v0
#endif
