// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include <shadematch/search/index_vectors.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/search/index_vectors.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

#include <shadematch/search/box_distance-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void squared_bounds_vectors(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  const BoxLanes d;
  const auto set = [d](float x) HWY_ATTR { return hn::Set(d, x); };
  for (std::size_t i = 0; i < BoxGroup::kBoxes; i += hn::Lanes(d)) {
    const auto C = hn::Min(hn::Load(d, boxes.C_max + i), set(bound.C_most));
    const auto S_C = hn::MulAdd(C, set(bound.S_C_slope), set(bound.S_C_of_grey));
    const auto ab = hn::Div(hn::Mul(set(bound.kappa), squared_ab(d, bound, boxes, i)), hn::Mul(S_C, S_C));
    const auto sum = hn::Add(squared_lightness(d, bound, boxes, i), ab);
    hn::StoreU(hn::Mul(set(kBoundMargin), sum), d, squared + i);
  }
}

void leaf_columns_vectors(const double* leaf, std::size_t rows, float* columns) {
  const hn::CappedTag<double, 8> dd;
  const hn::Rebind<float, decltype(dd)> df;
  const std::size_t lanes = hn::Lanes(dd);
  for (std::size_t i = 0; i < 3 * rows; i += lanes)
    hn::StoreU(hn::DemoteTo(df, hn::LoadU(dd, leaf + i)), df, columns + i);
  const BoxLanes d;
  const float *a = columns + rows, *b = columns + 2 * rows;
  for (std::size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const auto a_i = hn::LoadU(d, a + i), b_i = hn::LoadU(d, b + i);
    hn::StoreU(hn::Sqrt(hn::MulAdd(a_i, a_i, hn::Mul(b_i, b_i))), d, columns + 3 * rows + i);
  }
}

/// The places of the lanes that `test` takes.
template <class Test>
HWY_INLINE std::size_t places_of(std::size_t size, std::uint32_t* places, const Test& test) {
  const BoxLanes d;
  const hn::RebindToUnsigned<BoxLanes> du;
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
    const auto taken = test(d, i);
    if (HWY_LIKELY(hn::AllFalse(d, taken))) continue;
    const auto numbers = hn::Iota(du, static_cast<std::uint32_t>(i));
    count += hn::CompressStore(numbers, hn::RebindMask(du, taken), du, places + count);
  }
  return count;
}

std::size_t places_within_vectors(const float* squared, std::size_t size, float limit, std::uint32_t* places) {
  return places_of(size, places, [&](auto d, std::size_t i) HWY_ATTR {
    return hn::Le(hn::LoadU(d, squared + i), hn::Set(d, limit));
  });
}

std::size_t places_opposite_vectors(float a1, float b1, const float* a, const float* b, std::size_t size,
                                    std::uint32_t* places) {
  return places_of(size, places, [&](auto d, std::size_t i) HWY_ATTR {
    const auto a1_i = hn::Set(d, a1), b1_i = hn::Set(d, b1), a_i = hn::LoadU(d, a + i), b_i = hn::LoadU(d, b + i);
    const auto plus = hn::Mul(a1_i, b_i), minus = hn::Mul(b1_i, a_i);
    const auto sizes = hn::Add(hn::Abs(plus), hn::Abs(minus));
    const auto along = hn::Le(hn::AbsDiff(plus, minus), hn::Mul(sizes, hn::Set(d, kOppositeMargin)));
    return hn::And(along, hn::Le(hn::MulAdd(a1_i, a_i, hn::Mul(b1_i, b_i)), hn::Zero(d)));
  });
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
HWY_EXPORT(places_opposite_vectors);

/// How many of `count` places are below `size`.
std::size_t below(std::size_t size, const std::uint32_t* places, std::size_t count) {
  while (count > 0 && places[count - 1] >= size) --count;
  return count;
}

}  // namespace

void squared_bounds(const BoxBound& bound, const BoxGroup& boxes, float* squared) {
  HWY_DYNAMIC_DISPATCH(squared_bounds_vectors)(bound, boxes, squared);
}

void leaf_columns(const double* leaf, std::size_t rows, float* columns) {
  HWY_DYNAMIC_DISPATCH(leaf_columns_vectors)(leaf, rows, columns);
}

std::size_t places_within(const float* squared, std::size_t size, float limit, std::uint32_t* places) {
  return below(size, places, HWY_DYNAMIC_DISPATCH(places_within_vectors)(squared, size, limit, places));
}

std::size_t places_opposite(float a1, float b1, const float* a, const float* b, std::size_t size,
                            std::uint32_t* places) {
  return below(size, places, HWY_DYNAMIC_DISPATCH(places_opposite_vectors)(a1, b1, a, b, size, places));
}

}  // namespace shadematch::inline v0
#endif
