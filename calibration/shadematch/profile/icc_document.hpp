// SPDX-License-Identifier: Apache-2.0
// Private. ICC profiles as bytes, through Little CMS.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace shadematch::inline v0 {

/// Entries of an input curve: 16 steps between two 8-bit codes, at most 4096 (ICC.1:2001-04, 6.5.8 [icc2001]).
inline constexpr std::size_t kCurveEntries = 255 * 16 + 1;

/// 16-bit values over the codes 0..1.
using CodeCurve = std::vector<std::uint16_t>;

/// Type lut16: curves, then Lab on a lattice.
struct ClutTables {
  std::array<CodeCurve, 3> curves;
  int grid = 0;
  std::vector<std::uint16_t> lab;  ///< grid^3 x 3, blue runs fastest; L* x 652.8, (a*, b* + 128) x 256
};

/// Curves to linear light and the columns of XYZ (D50) that their ends stand for.
struct ShaperTables {
  std::array<CodeCurve, 3> curves;
  Eigen::Matrix3d colorants;
};

[[nodiscard]] std::vector<std::byte> write_icc(const ClutTables& tables, const std::string& description);
[[nodiscard]] std::vector<std::byte> write_icc(const ShaperTables& tables, const std::string& description);

}  // namespace shadematch::inline v0
