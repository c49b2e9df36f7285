// SPDX-License-Identifier: Apache-2.0
// Private, compiled once per SIMD target: reciprocals and roots for positive, finite numbers of ordinary size.
#if defined(SHADEMATCH_VECTOR_ROOTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_VECTOR_ROOTS_INL
#undef SHADEMATCH_VECTOR_ROOTS_INL
#else
#define SHADEMATCH_VECTOR_ROOTS_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// The estimates of these targets have 12 bits or more: one Newton step makes a float of them. Elsewhere they have 8, or
// are a trick with the bits: there the real root and quotient are taken.
#if HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || \
    HWY_TARGET == HWY_AVX3_DL
template <typename T>
inline constexpr bool kRefinesEstimates = sizeof(T) == sizeof(float);
#else
template <typename T>
inline constexpr bool kRefinesEstimates = false;
#endif

/// 1 / x
template <class D, class V = hn::Vec<D>>
HWY_INLINE V reciprocal(D d, V x) {
  const V one = hn::Set(d, 1);
  if constexpr (kRefinesEstimates<hn::TFromD<D>>) {
    const V y = hn::ApproximateReciprocal(x);
    return hn::MulAdd(y, hn::NegMulAdd(x, y, one), y);
  } else {
    return hn::Div(one, x);
  }
}

/// 1 / sqrt(x)
template <class D, class V = hn::Vec<D>>
HWY_INLINE V reciprocal_root(D d, V x) {
  using T = hn::TFromD<D>;
  const V one = hn::Set(d, 1);
  if constexpr (kRefinesEstimates<T>) {
    const V y = hn::ApproximateReciprocalSqrt(x);
    const V error = hn::NegMulAdd(hn::Mul(x, y), y, one);
    return hn::MulAdd(hn::Mul(y, hn::Set(d, T(0.5))), error, y);
  } else {
    return hn::Div(one, hn::Sqrt(x));
  }
}

/// sqrt(x)
template <class D, class V = hn::Vec<D>>
HWY_INLINE V root(D d, V x) {
  using T = hn::TFromD<D>;
  if constexpr (kRefinesEstimates<T>) {
    const V y = hn::ApproximateReciprocalSqrt(x);
    const V estimate = hn::Mul(x, y);
    const V error = hn::NegMulAdd(estimate, y, hn::Set(d, 1));
    return hn::MulAdd(hn::Mul(estimate, hn::Set(d, T(0.5))), error, estimate);
  } else {
    return hn::Sqrt(x);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
