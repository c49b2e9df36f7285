// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <shadematch/pixels/cube_roots.hpp>
#include <shadematch/pixels/lab_rows.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shadematch/pixels/lab_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <shadematch/pixels/lab_vectors-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace shadematch::inline v0 {
namespace HWY_NAMESPACE {

constexpr int kBlock = 256;  // pixels between two steps: 3 kB of codes or values, 3 kB of planes

/// Lab of one vector of pixels from its light. @param roots  of that light; not read unless map.rooted.
HWY_INLINE void store_lab(const PixelMap& map, const Triple& linear, const Triple& roots, int x, int y, float* lab) {
  Triple xyz;
  if (map.rooted) {
    const Triple pairs{hn::Mul(roots.x, roots.y), hn::Mul(roots.y, roots.z), hn::Mul(roots.z, roots.x)};
    xyz = {mixed(map.terms[0], linear, pairs), mixed(map.terms[1], linear, pairs), mixed(map.terms[2], linear, pairs)};
  } else {
    xyz = {mixed(map.terms[0], linear), mixed(map.terms[1], linear), mixed(map.terms[2], linear)};
  }
  if (map.shaded) {
    const Vector even = evened(map, x, y);
    xyz = {hn::Mul(xyz.x, even), hn::Mul(xyz.y, even), hn::Mul(xyz.z, even)};
  }
  const Vector fx = lab_f(hn::Add(xyz.x, all(map.offset[0])));
  const Vector fy = lab_f(hn::Add(xyz.y, all(map.offset[1])));
  const Vector fz = lab_f(hn::Add(xyz.z, all(map.offset[2])));
  hn::StoreInterleaved3(hn::MulAdd(all(116.0F), fy, all(-16.0F)), hn::Mul(all(500.0F), hn::Sub(fx, fy)),
                        hn::Mul(all(200.0F), hn::Sub(fy, fz)), Lanes(), lab);
}

HWY_INLINE Vector root(Vector value) {
  return hn::Sqrt(hn::Max(value, hn::Zero(Lanes())));
}

HWY_INLINE void vector_of_values(const PixelMap& map, const float* rgb, int x, int y, float* lab) {
  Triple linear;
  hn::LoadInterleaved3(Lanes(), rgb, linear.x, linear.y, linear.z);
  if (map.curved) {
    linear = {curved(map.curve[0], linear.x), curved(map.curve[1], linear.y), curved(map.curve[2], linear.z)};
  }
  Triple roots = linear;
  if (map.rooted) roots = {root(linear.x), root(linear.y), root(linear.z)};
  store_lab(map, linear, roots, x, y, lab);
}

/// The last pixels go through a vector of their own, so that every pixel sees the same operations.
template <typename Convert>
HWY_INLINE void convert_rest(const Convert& convert, int rest, float* lab) {
  HWY_ALIGN float out[std::size_t{3} * HWY_MAX_BYTES / sizeof(float)] = {};
  convert(out);
  std::copy_n(out, std::ptrdiff_t{3} * rest, lab);
}

void values_to_lab(const PixelMap& shared, const float* rgb, const PixelSpan& span, float* lab) {
  const PixelMap map = shared;  // a copy that no store to `lab` can change
  const int lanes = static_cast<int>(hn::Lanes(Lanes()));
  int i = 0;
  for (; i + lanes <= span.count; i += lanes) {
    vector_of_values(map, rgb + std::ptrdiff_t{3} * i, span.x + i, span.y, lab + std::ptrdiff_t{3} * i);
  }
  if (i == span.count) return;
  HWY_ALIGN float in[std::size_t{3} * HWY_MAX_BYTES / sizeof(float)] = {};
  std::copy_n(rgb + std::ptrdiff_t{3} * i, std::ptrdiff_t{3} * (span.count - i), in);
  convert_rest([&](float* out) { vector_of_values(map, in, span.x + i, span.y, out); }, span.count - i,
               lab + std::ptrdiff_t{3} * i);
}

/// Looked up by CodeMap, channel by channel.
struct Planes {
  HWY_ALIGN float c[3][kBlock];
};

HWY_INLINE void look_up(const CodeMap& map, const std::uint8_t* rgb, int count, Planes& planes) {
  const float *red = map.table(0), *green = map.table(1), *blue = map.table(2);
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    planes.c[0][i] = red[rgb[3 * i]];
    planes.c[1][i] = green[rgb[3 * i + 1]];
    planes.c[2][i] = blue[rgb[3 * i + 2]];
  }
}

HWY_INLINE void vector_of_codes(const PixelMap& map, const Planes& planes, int i, int x, int y, float* lab) {
  const Lanes d;
  const Triple loaded{hn::Load(d, planes.c[0] + i), hn::Load(d, planes.c[1] + i), hn::Load(d, planes.c[2] + i)};
  Triple linear = loaded;
  if (map.rooted) {
    linear = {hn::Mul(loaded.x, loaded.x), hn::Mul(loaded.y, loaded.y), hn::Mul(loaded.z, loaded.z)};
  }
  store_lab(map, linear, loaded, x, y, lab);
}

void codes_to_lab(const CodeMap& codes, const std::uint8_t* rgb, const PixelSpan& span, float* lab) {
  const PixelMap map = codes.map();  // a copy that no store to `lab` can change
  const int lanes = static_cast<int>(hn::Lanes(Lanes()));
  Planes planes{};
  for (int first = 0; first < span.count; first += kBlock) {
    const int count = std::min(kBlock, span.count - first);
    look_up(codes, rgb + std::ptrdiff_t{3} * first, count, planes);
    float* to = lab + std::ptrdiff_t{3} * first;
    int i = 0;
    for (; i + lanes <= count; i += lanes) {
      vector_of_codes(map, planes, i, span.x + first + i, span.y, to + std::ptrdiff_t{3} * i);
    }
    if (i == count) continue;
    convert_rest([&](float* out) { vector_of_codes(map, planes, i, span.x + first + i, span.y, out); }, count - i,
                 to + std::ptrdiff_t{3} * i);
  }
}

void cube_roots(float* values, int count) {
  const Lanes d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto rooted = [&](Vector value) {
    const Vector size = hn::Max(hn::Abs(value), all(1e-9F));
    return hn::IfThenElse(hn::IsNaN(value), value, hn::CopySign(cube_root(size), value));
  };
  int i = 0;
  for (; i + lanes <= count; i += lanes) hn::StoreU(rooted(hn::LoadU(d, values + i)), d, values + i);
  if (i == count) return;
  HWY_ALIGN float rest[HWY_MAX_BYTES / sizeof(float)] = {};
  std::copy_n(values + i, count - i, rest);
  hn::Store(rooted(hn::Load(d, rest)), d, rest);
  std::copy_n(rest, count - i, values + i);
}

}  // namespace HWY_NAMESPACE
}  // namespace shadematch::inline v0
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shadematch::inline v0 {
HWY_EXPORT(values_to_lab);
HWY_EXPORT(codes_to_lab);
HWY_EXPORT(cube_roots);

void lab_from_values(const PixelMap& map, const float* rgb, const PixelSpan& span, float* lab) {
  HWY_DYNAMIC_DISPATCH(values_to_lab)(map, rgb, span, lab);
}

void lab_from_codes(const CodeMap& map, const std::uint8_t* rgb, const PixelSpan& span, float* lab) {
  HWY_DYNAMIC_DISPATCH(codes_to_lab)(map, rgb, span, lab);
}

void signed_cube_roots(float* values, int count) {
  HWY_DYNAMIC_DISPATCH(cube_roots)(values, count);
}

}  // namespace shadematch::inline v0
#endif
