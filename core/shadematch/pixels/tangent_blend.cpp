// SPDX-License-Identifier: Apache-2.0
#include <shadematch/pixels/tangent_blend.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/pixels/tangent_blend.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR  // vectors of one float

void blend_all(const TangentCell* cells, int count, float step, float* out) {
  blend_tangents_plain(cells, count, step, out);
}

#else
namespace hn = hwy::HWY_NAMESPACE;

using Four = hn::FixedTag<float, 4>;

/// With w the weights and u_k the share of coordinate k, the sum over corners i of
///     w_i (value_i + step sum_k (u_k - [i is at the upper end of k]) slope_ik)
/// is that of the values and of step (u_k sum_i w_i slope_ik - sum over upper corners of w_i slope_ik).
HWY_INLINE void blend(const TangentCell& cell, float step, float* out) {
  const Four d;
  const float up0 = cell.share[0], up1 = cell.share[1], up2 = cell.share[2];
  const float along[2] = {1.0F - up0, up0}, across[2] = {1.0F - up1, up1}, above[2] = {1.0F - up2, up2};
  auto value = hn::Zero(d), slope0 = value, slope1 = value, slope2 = value;
  auto upper0 = value, upper1 = value, upper2 = value;
  for (unsigned i = 0; i < 8; ++i) {
    const TangentNode& node = *cell.corner[i];
    const auto weight = hn::Set(d, along[i >> 2U] * across[(i >> 1U) & 1U] * above[i & 1U]);
    const auto part0 = hn::Mul(weight, hn::Load(d, node.slope[0]));
    const auto part1 = hn::Mul(weight, hn::Load(d, node.slope[1]));
    const auto part2 = hn::Mul(weight, hn::Load(d, node.slope[2]));
    value = hn::MulAdd(weight, hn::Load(d, node.value), value);
    slope0 = hn::Add(slope0, part0);
    slope1 = hn::Add(slope1, part1);
    slope2 = hn::Add(slope2, part2);
    if ((i & 4U) != 0) upper0 = hn::Add(upper0, part0);
    if ((i & 2U) != 0) upper1 = hn::Add(upper1, part1);
    if ((i & 1U) != 0) upper2 = hn::Add(upper2, part2);
  }
  const auto off0 = hn::MulSub(hn::Set(d, up0), slope0, upper0);
  const auto off1 = hn::MulSub(hn::Set(d, up1), slope1, upper1);
  const auto off2 = hn::MulSub(hn::Set(d, up2), slope2, upper2);
  hn::StoreU(hn::MulAdd(hn::Set(d, step), hn::Add(hn::Add(off0, off1), off2), value), d, out);
}

void blend_all(const TangentCell* cells, int count, float step, float* out) {
  for (int i = 0; i < count; ++i) blend(cells[i], step, out + std::ptrdiff_t{4} * i);
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {

HWY_EXPORT(blend_all);

void blend_tangents(const TangentCell* cells, int count, float step, float* out) {
  HWY_DYNAMIC_DISPATCH(blend_all)(cells, count, step, out);
}

}  // namespace shadematch::inline v0
#endif
