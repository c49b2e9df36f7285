// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include <shadematch/search/bound_scan.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/search/bound_scan.cpp"
#include <hwy/foreach_target.h>
// After it: what is compiled once per target.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

std::size_t rows_inside_vectors(const LabEllipsoid& ellipsoid, const float* const (&columns)[3], std::size_t begin,
                                std::size_t end, std::uint32_t* rows) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const std::size_t lanes = hn::Lanes(d);
  const auto L1 = hn::Set(d, ellipsoid.L), a1 = hn::Set(d, ellipsoid.a), b1 = hn::Set(d, ellipsoid.b);
  const auto w_L = hn::Set(d, ellipsoid.w_L), w_ab = hn::Set(d, ellipsoid.w_ab), edge = hn::Set(d, kEllipsoidEdge);
  const float *L = columns[0], *a = columns[1], *b = columns[2];
  const auto inside = [&](std::size_t row) HWY_ATTR {
    const auto dL = hn::Sub(hn::LoadU(d, L + row), L1);
    const auto da = hn::Sub(hn::LoadU(d, a + row), a1), db = hn::Sub(hn::LoadU(d, b + row), b1);
    const auto D_squared = hn::MulAdd(da, da, hn::Mul(db, db));
    return hn::Lt(hn::MulAdd(hn::Mul(dL, dL), w_L, hn::Mul(D_squared, w_ab)), edge);
  };
  std::size_t count = 0;
  const auto put = [&](std::size_t row, auto mask) HWY_ATTR {
    const auto numbers = hn::Iota(du, static_cast<std::uint32_t>(row));
    count += hn::CompressStore(numbers, hn::RebindMask(du, mask), du, rows + count);
  };
  for (std::size_t row = begin; row < end; row += 4 * lanes) {
    const auto first = inside(row), second = inside(row + lanes);
    const auto third = inside(row + 2 * lanes), fourth = inside(row + 3 * lanes);
    if (HWY_LIKELY(hn::AllFalse(d, hn::Or(hn::Or(first, second), hn::Or(third, fourth))))) continue;
    put(row, first);
    put(row + lanes, second);
    put(row + 2 * lanes, third);
    put(row + 3 * lanes, fourth);
  }
  return count;
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
namespace {

HWY_EXPORT(rows_inside_vectors);

}  // namespace

std::size_t rows_inside(const LabEllipsoid& ellipsoid, const LabColumns& columns, std::size_t begin, std::size_t end,
                        std::uint32_t* rows) {
  const float* const first[] = {columns.L(), columns.a(), columns.b()};
  std::size_t count = HWY_DYNAMIC_DISPATCH(rows_inside_vectors)(ellipsoid, first, begin, end, rows);
  while (count > 0 && rows[count - 1] >= end) --count;  // the padding of the last block
  return count;
}

}  // namespace shadematch::inline v0
#endif
