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

/// Bit i: whether row i of 64 has codes inside the window.
HWY_INLINE std::uint64_t rows_in_window(const CodeWindow& window, const std::uint8_t* const (&codes)[3],
                                        std::size_t row) {
  const hn::CappedTag<std::uint8_t, LabColumns::kBlock> d;
  const auto in_side = [&](std::size_t side, std::size_t i) HWY_ATTR {
    const auto width = hn::Set(d, window.width[side]);
    const auto above = hn::Sub(hn::LoadU(d, codes[side] + row + i), hn::Set(d, window.first[side]));
    return hn::Eq(hn::Min(above, width), above);
  };
  HWY_ALIGN std::uint8_t bits[LabColumns::kBlock / 8] = {};
  for (std::size_t i = 0; i < LabColumns::kBlock; i += hn::Lanes(d))
    hn::StoreMaskBits(d, hn::And(hn::And(in_side(0, i), in_side(1, i)), in_side(2, i)), bits + i / 8);
  std::uint64_t mask = 0;
  hwy::CopyBytes<sizeof mask>(bits, &mask);
  return mask;
}

std::size_t rows_inside_vectors(const LabEllipsoid& ellipsoid, const CodeWindow& window,
                                const float* const (&columns)[3], const std::uint8_t* const (&codes)[3],
                                std::size_t begin, std::size_t end, std::uint32_t* rows) {
  const hn::CappedTag<float, 16> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const std::size_t lanes = hn::Lanes(d);
  const auto L1 = hn::Set(d, ellipsoid.L), a1 = hn::Set(d, ellipsoid.a), b1 = hn::Set(d, ellipsoid.b);
  const auto w_L = hn::Set(d, ellipsoid.w_L), w_ab = hn::Set(d, ellipsoid.w_ab), edge = hn::Set(d, kEllipsoidEdge);
  const float *L = columns[0], *a = columns[1], *b = columns[2];
  std::size_t count = 0;
  const auto put = [&](std::size_t row) HWY_ATTR {
    const auto dL = hn::Sub(hn::LoadU(d, L + row), L1);
    const auto da = hn::Sub(hn::LoadU(d, a + row), a1), db = hn::Sub(hn::LoadU(d, b + row), b1);
    const auto D_squared = hn::MulAdd(da, da, hn::Mul(db, db));
    const auto inside = hn::Lt(hn::MulAdd(hn::Mul(dL, dL), w_L, hn::Mul(D_squared, w_ab)), edge);
    const auto numbers = hn::Iota(du, static_cast<std::uint32_t>(row));
    count += hn::CompressStore(numbers, hn::RebindMask(du, inside), du, rows + count);
  };
  for (std::size_t row = begin; row < end; row += LabColumns::kBlock) {
    std::uint64_t mask = ~std::uint64_t{0};
    if (hn::Lanes(hn::ScalableTag<std::uint8_t>()) >= 8) mask = rows_in_window(window, codes, row);
    for (std::size_t i = 0; mask != 0; i += lanes, mask = lanes < 64 ? mask >> lanes : 0)
      if ((mask & ((std::uint64_t{1} << lanes) - 1)) != 0) put(row + i);
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

std::size_t rows_inside(const LabEllipsoid& ellipsoid, const CodeWindow& window, const LabColumns& columns,
                        const LabCodes& codes, std::size_t begin, std::size_t end, std::uint32_t* rows) {
  const float* const floats[] = {columns.L(), columns.a(), columns.b()};
  const std::uint8_t* const bytes[] = {codes.column(0), codes.column(1), codes.column(2)};
  std::size_t count = HWY_DYNAMIC_DISPATCH(rows_inside_vectors)(ellipsoid, window, floats, bytes, begin, end, rows);
  while (count > 0 && rows[count - 1] >= end) --count;  // the padding of the last block
  return count;
}

}  // namespace shadematch::inline v0
#endif
