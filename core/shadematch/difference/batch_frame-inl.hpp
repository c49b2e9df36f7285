// SPDX-License-Identifier: Apache-2.0
// Private, compiled once per SIMD target: how colors reach a formula in vectors, and how its numbers come back. A
// formula is an object with `delta_e(d, standard, batch)` for two VectorLab of the tag d.
#if defined(SHADEMATCH_BATCH_FRAME_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHADEMATCH_BATCH_FRAME_INL
#undef SHADEMATCH_BATCH_FRAME_INL
#else
#define SHADEMATCH_BATCH_FRAME_INL
#endif

#include <cstddef>
#include <hwy/highway.h>

#include <shadematch/difference/batch.hpp>
#include <shadematch/difference/vector_roots-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// As many colors as a vector has lanes. C = hypot(a, b), never exactly 0, so that quotients of greys stay finite.
template <class V>
struct VectorLab {
  V L, a, b, C;
};

/// Added under a root: keeps quotients of greys finite, far below what colors are given to.
inline constexpr float kTiny = 1e-30F;

template <class D, class V = hn::Vec<D>>
HWY_INLINE VectorLab<V> with_chroma(D d, V L, V a, V b) {
  return {L, a, b, root(d, hn::MulAdd(a, a, hn::MulAdd(b, b, hn::Set(d, hn::TFromD<D>(kTiny)))))};
}

/// The one color of a row, in every lane.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE VectorLab<hn::Vec<D>> broadcast_row(D d, const T* row) {
  return with_chroma(d, hn::Set(d, row[0]), hn::Set(d, row[1]), hn::Set(d, row[2]));
}

/// As many rows as the tag has lanes.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE VectorLab<hn::Vec<D>> load_rows(D d, const T* rows) {
  hn::Vec<D> L, a, b;  // NOLINT(cppcoreguidelines-init-variables): set by the next line
  hn::LoadInterleaved3(d, rows, L, a, b);
  return with_chroma(d, L, a, b);
}

/// Numbers of one vector at most.
template <typename T>
inline constexpr std::size_t kMostLanes = HWY_MAX_BYTES / sizeof(T);

/// The first `count` of `from`; the others repeat the last, so that no lane holds what is no color.
template <typename T>
HWY_INLINE void copy_rows(const T* from, std::size_t count, T* to) {
  for (std::size_t i = 0; i < 3 * kMostLanes<T>; ++i) to[i] = from[i < 3 * count ? i : 3 * count - 3 + i % 3];
}

/// Every pair through `formula`. The last, incomplete vector goes through copies: equal rows get equal bits wherever
/// they stand.
template <bool one_standard, class Formula, typename T>
HWY_INLINE void score_rows(const Formula& formula, const RowPairs<T>& pairs) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto standard = broadcast_row(d, pairs.standards);
  const auto score = [&](std::size_t row) HWY_ATTR {
    const auto first = one_standard ? standard : load_rows(d, pairs.standards + 3 * row);
    return formula.delta_e(d, first, load_rows(d, pairs.batch + 3 * row));
  };
  std::size_t i = 0;
  for (; i + 2 * lanes <= pairs.size; i += 2 * lanes) {  // two at a time, see the compile options of these files
    const auto result = score(i), next = score(i + lanes);
    hn::StoreU(result, d, pairs.delta_e + i);
    hn::StoreU(next, d, pairs.delta_e + i + lanes);
  }
  for (; i + lanes <= pairs.size; i += lanes) hn::StoreU(score(i), d, pairs.delta_e + i);
  if (i == pairs.size) return;
  const std::size_t rest = pairs.size - i;
  HWY_ALIGN T rows[3 * kMostLanes<T>];
  auto first = standard;
  if (!one_standard) {
    copy_rows(pairs.standards + 3 * i, rest, rows);
    first = load_rows(d, rows);
  }
  copy_rows(pairs.batch + 3 * i, rest, rows);
  HWY_ALIGN T result[kMostLanes<T>];
  hn::Store(formula.delta_e(d, first, load_rows(d, rows)), d, result);
  for (std::size_t lane = 0; lane < rest; ++lane) pairs.delta_e[i + lane] = result[lane];
}

template <class Formula, typename T>
HWY_INLINE void score_pairs(const Formula& formula, const RowPairs<T>& pairs) {
  if (pairs.size == 0) return;
  if (pairs.one_standard) {
    score_rows<true>(formula, pairs);
  } else {
    score_rows<false>(formula, pairs);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();
#endif
