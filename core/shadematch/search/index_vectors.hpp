// SPDX-License-Identifier: Apache-2.0
// Private: the work of a search that is done in vectors, sixteen boxes or some rows at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#include <shadematch/search/box_group.hpp>
#include <shadematch/search/ciede2000_bound.hpp>

namespace shadematch::inline v0 {

/// What floats may overstate a bound by, and more.
inline constexpr float kBoundMargin = 0.9999F;
/// What the sine of the angle between two hues may err by in floats, and more than nearly_opposite() asks.
inline constexpr float kOppositeMargin = 1e-5F;

/// Ciede2000Bound::squared of each of the 16 boxes of a group, in floats, times kBoundMargin. Those of boxes that are
/// not there are some numbers.
void squared_bounds(const BoxBound& bound, const BoxGroup& boxes, float* squared);

/// Doubles of a leaf as float columns L*, a*, b*, C* of `rows` each; rows is a multiple of 16.
void leaf_columns(const double* leaf, std::size_t rows, float* columns);

/// Writes the places i < size of squared[i] <= limit, ascending, to `places`, which has room for 16 more than `size`;
/// returns how many. Reads as far as a multiple of 16.
std::size_t places_within(const float* squared, std::size_t size, float limit, std::uint32_t* places);

/// Writes the places i < size of colors whose hue may be opposite to that of (a1, b1), to within the rounding of floats
/// and more, ascending, to `places`, as places_within does.
std::size_t places_opposite(float a1, float b1, const float* a, const float* b, std::size_t size,
                            std::uint32_t* places);

}  // namespace shadematch::inline v0
