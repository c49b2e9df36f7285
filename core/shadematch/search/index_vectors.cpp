// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include <shadematch/search/index_vectors.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/search/index_vectors.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// At most 16 lanes, so that a whole number of vectors makes a group.
using Floats = hn::CappedTag<float, BoxGroup::kBoxes>;

/// From `low` or `high`, the target rounded both ways, to the interval [from, to]; 0 inside.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V distance(D d, V low, V high, V from, V to) {
  return hn::Max(hn::Zero(d), hn::Max(hn::Sub(from, high), hn::Sub(low, to)));
}

/// S_L at the mean lightness of the target and L.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V lightness_weight(D d, V target, V L) {
  const V l = hn::MulAdd(hn::Set(d, 0.5F), hn::Add(target, L), hn::Set(d, -50.0F));
  const V l2 = hn::Mul(l, l);
  return hn::Add(hn::Set(d, 1.0F), hn::Div(hn::Mul(hn::Set(d, 0.015F), l2), hn::Sqrt(hn::Add(l2, hn::Set(d, 20.0F)))));
}

void squared_bounds_vectors(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  const Floats d;
  const auto set = [d](float x) HWY_ATTR { return hn::Set(d, x); };
  for (std::size_t i = 0; i < BoxGroup::kBoxes; i += hn::Lanes(d)) {
    const auto load = [d, i](const float* column) HWY_ATTR { return hn::Load(d, column + i); };
    const auto L_min = load(boxes.L_min), L_max = load(boxes.L_max), L = set(bound.L);
    const auto dL = distance(d, set(bound.L_low), set(bound.L_high), L_min, L_max);
    const auto da = distance(d, set(bound.a_low), set(bound.a_high), load(boxes.a_min), load(boxes.a_max));
    const auto db = distance(d, set(bound.b_low), set(bound.b_high), load(boxes.b_min), load(boxes.b_max));
    auto S_L = lightness_weight(d, L, hn::Min(hn::Max(L, L_min), L_max));
    if (HWY_UNLIKELY(!bound.L_is_usual)) S_L = hn::Max(lightness_weight(d, L, L_min), lightness_weight(d, L, L_max));
    const auto C = hn::Min(load(boxes.C_max), set(bound.C_most));
    const auto S_C = hn::MulAdd(C, set(bound.S_C_slope), set(bound.S_C_of_grey));
    const auto Z = hn::Div(dL, S_L);
    const auto D_squared = hn::MulAdd(da, da, hn::Mul(db, db));
    const auto chroma_and_hue = hn::Div(hn::Mul(set(bound.kappa), D_squared), hn::Mul(S_C, S_C));
    hn::StoreU(hn::Mul(set(kBoundMargin), hn::MulAdd(Z, Z, chroma_and_hue)), d, squared + i);
  }
}

void leaf_columns_vectors(const double* leaf, std::size_t rows, float* columns) {
  const hn::CappedTag<double, 8> dd;
  const hn::Rebind<float, decltype(dd)> df;
  const std::size_t lanes = hn::Lanes(dd);
  for (std::size_t i = 0; i < 3 * rows; i += lanes)
    hn::StoreU(hn::DemoteTo(df, hn::LoadU(dd, leaf + i)), df, columns + i);
  const Floats d;
  const float *a = columns + rows, *b = columns + 2 * rows;
  for (std::size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const auto a_i = hn::LoadU(d, a + i), b_i = hn::LoadU(d, b + i);
    hn::StoreU(hn::Sqrt(hn::MulAdd(a_i, a_i, hn::Mul(b_i, b_i))), d, columns + 3 * rows + i);
  }
}

std::size_t places_within_vectors(const float* squared, std::size_t size, float limit, std::uint32_t* places) {
  const Floats d;
  const hn::RebindToUnsigned<Floats> du;
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
    const auto within = hn::Le(hn::LoadU(d, squared + i), hn::Set(d, limit));
    if (HWY_LIKELY(hn::AllFalse(d, within))) continue;
    const auto numbers = hn::Iota(du, static_cast<std::uint32_t>(i));
    count += hn::CompressStore(numbers, hn::RebindMask(du, within), du, places + count);
  }
  return count;
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(squared_bounds_vectors);
HWY_EXPORT(leaf_columns_vectors);
HWY_EXPORT(places_within_vectors);

}  // namespace

void squared_bounds(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  HWY_DYNAMIC_DISPATCH(squared_bounds_vectors)(bound, boxes, squared);
}

void leaf_columns(const double* leaf, std::size_t rows, float* columns) {
  HWY_DYNAMIC_DISPATCH(leaf_columns_vectors)(leaf, rows, columns);
}

std::size_t places_within(const float* squared, std::size_t size, float limit, std::uint32_t* places) {
  std::size_t count = HWY_DYNAMIC_DISPATCH(places_within_vectors)(squared, size, limit, places);
  while (count > 0 && places[count - 1] >= size) --count;
  return count;
}

}  // namespace shadematch::inline v0
#endif
