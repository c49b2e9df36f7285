// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/pixels/lattice_places.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/pixels/lattice_places.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <shadematch/pixels/lab_vectors-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {

using Whole = hn::Vec<WholeLanes>;
using Mask = hn::Mask<Lanes>;

/// The tone table at a value in [0, most_value].
HWY_INLINE Vector tone_of(const LatticeMap& map, Vector value) {
  const Lanes d;
  const Vector steps = all(static_cast<float>(map.tone.size() - 2));
  const Vector place = hn::Mul(hn::Sqrt(hn::Min(hn::Mul(value, all(1.0F / map.most_value)), all(1.0F))), steps);
  const Whole index = hn::ConvertTo(WholeLanes(), place);
  const Vector low = hn::GatherIndex(d, map.tone.data(), index);
  const Vector high = hn::GatherIndex(d, map.tone.data() + 1, index);
  return hn::MulAdd(hn::Sub(place, hn::ConvertTo(d, index)), hn::Sub(high, low), low);
}

/// 1 / light at columns x, x + 1, ...
HWY_INLINE Vector evened(const RowLight& light, int x) {
  const Vector column = hn::Iota(Lanes(), static_cast<float>(x));
  const Vector slope = hn::MulAdd(all(light.t2), column, all(light.t1));
  const Vector limit = all(light.limit);
  return exp2_of(hn::Neg(clamped(hn::MulAdd(slope, column, all(light.t0)), hn::Neg(limit), limit)));
}

/// Node below and share of channel k. @param inside  loses the lanes that lie outside.
HWY_INLINE Whole node_below(const LatticeMap& map, std::size_t k, Vector value, Vector even, float* share,
                            Mask& inside) {
  const Lanes d;
  const Vector known = hn::IfThenElseZero(hn::Gt(value, hn::Zero(d)), value);  // NaN becomes 0 too
  const Vector light = hn::Mul(hn::Sub(hn::Mul(tone_of(map, known), even), all(map.offset)), all(map.gain[k]));
  const Vector root = hn::CopySign(cube_root(hn::Max(hn::Abs(light), all(1e-9F))), light);
  const Vector place = hn::Mul(hn::Sub(root, all(map.first[k])), all(1.0F / map.step));
  const Mask between = hn::And(hn::Ge(place, hn::Zero(d)), hn::Lt(place, all(static_cast<float>(map.nodes[k] - 1))));
  inside = hn::And(inside, hn::And(between, hn::Lt(value, all(map.most_value))));
  const Whole node = hn::ConvertTo(WholeLanes(), hn::IfThenElseZero(between, place));
  hn::Store(hn::Sub(place, hn::ConvertTo(d, node)), d, share);
  return node;
}

HWY_INLINE void vector_of_places(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int i,
                                 LatticePlaces& out) {
  const WholeLanes whole;
  Triple value;
  hn::LoadInterleaved3(Lanes(), rgb, value.x, value.y, value.z);
  const Vector even = evened(light, x);
  Mask inside = hn::Eq(even, even);
  const Whole n0 = node_below(map, 0, value.x, even, out.share[0] + i, inside);
  const Whole n1 = node_below(map, 1, value.y, even, out.share[1] + i, inside);
  const Whole n2 = node_below(map, 2, value.z, even, out.share[2] + i, inside);
  const Whole sheet = hn::Add(hn::Mul(n0, hn::Set(whole, map.nodes[1])), n1);
  const Whole cell = hn::Add(hn::Mul(sheet, hn::Set(whole, map.nodes[2])), n2);
  hn::Store(hn::IfThenElse(hn::RebindMask(whole, inside), cell, hn::Set(whole, -1)), whole, out.cell + i);
}

void locate(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int count, LatticePlaces& out) {
  const int lanes = static_cast<int>(hn::Lanes(Lanes()));
  int i = 0;
  for (; i + lanes <= count; i += lanes) vector_of_places(map, light, rgb + std::ptrdiff_t{3} * i, x + i, i, out);
  if (i == count) return;
  HWY_ALIGN float rest[std::size_t{3} * HWY_MAX_BYTES / sizeof(float)] = {};
  std::copy_n(rgb + std::ptrdiff_t{3} * i, std::ptrdiff_t{3} * (count - i), rest);
  vector_of_places(map, light, rest, x + i, i, out);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {

HWY_EXPORT(locate);

void places_in_lattice(const LatticeMap& map, const RowLight& light, const float* rgb, int x, int count,
                       LatticePlaces& out) {
  HWY_DYNAMIC_DISPATCH(locate)(map, light, rgb, x, count, out);
}

}  // namespace shadematch::inline v0
#endif
