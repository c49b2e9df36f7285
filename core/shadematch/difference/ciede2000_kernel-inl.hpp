// SPDX-License-Identifier: Apache-2.0
// Private, compiled once per SIMD target: CIEDE2000 without trigonometry. The letters are those of Sharma, Wu & Dalal
// 2005 [sharma2005], the numbers in brackets its equations, as in ciede2000.cpp; `one` is lab1, `two` is lab2. Angles
// are kept as unit vectors, a difference of hues as the sine and cosine of its half: both come from dot and cross
// product. Every fused multiply-add is written out and the file is compiled without contraction.
#if defined(SHADEMATCH_CIEDE2000_KERNEL_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_CIEDE2000_KERNEL_INL
#undef SHADEMATCH_CIEDE2000_KERNEL_INL
#else
#define SHADEMATCH_CIEDE2000_KERNEL_INL
#endif

#include <hwy/highway.h>

#include <shadematch/difference/batch_frame-inl.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/difference/opposite_hues.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// x7 / sqrt(x7^2 + x7) for x7 = x^7: sqrt(C^7 / (C^7 + 25^7)) of C = 25 x.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V chroma_saturation(D d, V x) {
  const V x2 = hn::Mul(x, x);
  const V x6 = hn::Mul(hn::Mul(x2, x2), x2);
  const V x7 = hn::Mul(x6, x);
  return hn::Mul(x7, reciprocal_root(d, hn::MulAdd(x7, x7, hn::Add(x7, hn::Set(d, hn::TFromD<D>(kTiny))))));
}

/// Coefficients from the lowest power on.
template <class D, class V, typename T, std::size_t N>
HWY_INLINE V polynomial(D d, V x, const T (&coefficients)[N]) {
  V sum = hn::Set(d, coefficients[N - 1]);
  for (std::size_t i = N - 1; i-- > 0;) sum = hn::MulAdd(sum, x, hn::Set(d, coefficients[i]));
  return sum;
}

/// The rotation term as polynomials: with delta the distance of the mean hue from 275 degrees and y = 1 - cos(delta),
/// `eighth_root`(y) = exp(-(delta / 25)^2 / 8) and `sine`(E^2) = -2 sin(60 degrees E) / E. Minimax: the float ones err
/// by 4e-7 of R_T at most; the double ones by 1e-15 up to delta = 158.4 degrees, beyond which exp is < 5e-18.
template <typename T>
struct Rotation;

template <>
struct Rotation<float> {
  static constexpr float eighth_root[] = {0.999999981F,  -1.31312128F,  0.643277956F,
                                          -0.148292058F, 0.0169243349F, -0.000890213576F};
  static constexpr float sine[] = {-2.094395038F, 0.3827914988F, -0.02097877162F, 0.0005315676132F};
};

template <>
struct Rotation<double> {
  static constexpr double eighth_root[] = {
      1.0000000000000000637,    -1.3131225400047371074,     0.64329164587059808206,   -0.14834672134969902284,
      0.017023428440934723794,  -0.00097383506003856081317, 2.7414213564734627066e-5, -1.122890672704068429e-6,
      1.8207889438196419755e-6, -3.4429555210463508141e-6,  4.1067164440671929804e-6, -3.1703375573704452939e-6,
      1.3959651182060701175e-6, -2.8031469030023679847e-7};
  static constexpr double sine[] = {-2.0943951023931950892,    0.38279353926292219158,    -0.020989004442829154734,
                                    5.4802425733948583264e-4,  -8.3468766832781112616e-6, 8.319785225131129096e-8,
                                    -5.7428403338665001016e-10};
};

/// R_T / (R_C / 2) from the mean hue's unit vector (c, s).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V rotation(D d, V c, V s) {
  using T = hn::TFromD<D>;
  constexpr T kCos275 = T(0.087155742747658173558), kSin275 = T(-0.99619469809174553230);
  const V y = hn::NegMulAdd(s, hn::Set(d, kSin275), hn::NegMulAdd(c, hn::Set(d, kCos275), hn::Set(d, T(1))));
  const V eighth_root = polynomial(d, y, Rotation<T>::eighth_root);
  const V fourth_root = hn::Mul(eighth_root, eighth_root);
  const V second_root = hn::Mul(fourth_root, fourth_root);
  // The published distance is not wrapped: a mean hue of 0 to 95 degrees lies 180 to 275 from 275, not 85 to 180.
  auto unreached = hn::Ge(s, hn::Zero(d));
  if constexpr (sizeof(T) == sizeof(double)) unreached = hn::And(unreached, hn::Gt(c, hn::Set(d, T(-0.45))));
  const V E = hn::IfThenZeroElse(unreached, hn::Mul(second_root, second_root));
  return hn::Mul(E, polynomial(d, hn::Mul(E, E), Rotation<T>::sine));
}

/// [15] T from the mean hue's unit vector, by the angle-sum formulas.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V hue_tolerance(D d, V c, V s) {
  using T = hn::TFromD<D>;
  constexpr double A1 = -0.17 * 0.86602540378443864676, B1 = -0.17 * 0.5;                     // cos, sin of 30
  constexpr double A3 = 0.32 * 0.99452189536827333692, B3 = -0.32 * 0.10452846326765347140;   // of 6
  constexpr double A4 = -0.20 * 0.45399049973954679156, B4 = -0.20 * 0.89100652418836786236;  // of 63
  const auto set = [d](double x) HWY_ATTR { return hn::Set(d, static_cast<T>(x)); };
  const V k = hn::MulSub(hn::Add(c, c), c, set(1.0));  // cos 2h
  const V even = hn::MulAdd(k, hn::MulAdd(set(2.0 * A4), k, set(0.24)), set(1.0 - A4));
  const V cosines = hn::MulAdd(k, hn::MulAdd(s, set(4.0 * B4), set(2.0 * A3)), set(A1 - A3));
  const V sines = hn::MulAdd(k, set(2.0 * B3), set(B1 + B3));
  return hn::MulAdd(c, cosines, hn::MulAdd(s, sines, even));
}

/// a1 b2 - a2 b1, exactly, lane by lane.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V exact_cross_product(D d, const VectorLab<V>& one, const VectorLab<V>& two) {
  using T = hn::TFromD<D>;
  HWY_ALIGN T lanes[5][kMostLanes<T>];
  hn::Store(one.a, d, lanes[0]);
  hn::Store(one.b, d, lanes[1]);
  hn::Store(two.a, d, lanes[2]);
  hn::Store(two.b, d, lanes[3]);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    lanes[4][i] = static_cast<T>(cross_exact_sign(lanes[0][i], lanes[1][i], lanes[2][i], lanes[3][i]));
  }
  return hn::Load(d, lanes[4]);
}

/// a1 b2 - a2 b1 of colors that may be near each other, where the plain products would cancel: from the smaller vector
/// and the difference. Of use to floats alone; doubles have digits to spare.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V cross_of_near_colors(D, const VectorLab<V>& one, const VectorLab<V>& two) {
  const auto first_is_smaller = hn::Lt(one.C, two.C);
  const V a = hn::IfThenElse(first_is_smaller, one.a, two.a);
  const V b = hn::IfThenElse(first_is_smaller, one.b, two.b);
  return hn::Sub(hn::Mul(a, hn::Sub(two.b, one.b)), hn::Mul(b, hn::Sub(two.a, one.a)));
}

/// a1 b2 - a2 b1, its sign exact where the hue angle is obtuse.
template <class D, class V, class M>
HWY_INLINE V cross_product(D d, const VectorLab<V>& one, const VectorLab<V>& two, M obtuse) {
#if HWY_NATIVE_FMA
  (void)d, (void)obtuse;
  const V w = hn::Mul(two.a, one.b);
  return hn::Add(hn::NegMulAdd(two.a, one.b, w), hn::MulSub(one.a, two.b, w));
#else
  // Rounding keeps order: the difference of the rounded products has the right sign, or it is 0.
  const V plain = hn::Sub(hn::Mul(one.a, two.b), hn::Mul(two.a, one.b));
  V cross0 = plain;
  if constexpr (sizeof(hn::TFromD<D>) == sizeof(float)) {
    cross0 = hn::IfThenElse(obtuse, plain, cross_of_near_colors(d, one, two));
  }
  const auto doubtful = hn::And(obtuse, hn::Eq(plain, hn::Zero(d)));
  if (HWY_LIKELY(hn::AllFalse(d, doubtful))) return cross0;
  return hn::IfThenElse(doubtful, exact_cross_product(d, one, two), cross0);
#endif
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
