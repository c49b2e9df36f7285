// SPDX-License-Identifier: Apache-2.0
// Private: a function of three coordinates between the nodes of a lattice, as a trilinear blend of tangents.
#pragma once

#include <cstddef>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Four values at a node and their slopes along the three coordinates: one cache line.
struct alignas(64) TangentNode {
  float value[4];
  float slope[3][4];
};

/// Where a point lies: the cell's corners, corner i at the upper end of coordinate k where bit 2 - k of i is set, and
/// the place between them, 0 to 1.
struct TangentCell {
  const TangentNode* corner[8];
  float share[3];
};

/// Sum over the corners of their weight times their tangent at the point. The result does not depend on other points.
/// @param step  between nodes. @param out  4 values a cell.
SHADEMATCH_API void blend_tangents(const TangentCell* cells, int count, float step, float* out);
/// The same by plain loops, for machines whose vectors hold less than four floats; results differ by rounding.
SHADEMATCH_API void blend_tangents_plain(const TangentCell* cells, int count, float step, float* out);

}  // namespace shadematch::inline v0
