// SPDX-License-Identifier: Apache-2.0
// Private: the few operations a row that leave most of a catalogue unscored, on bytes and then on floats.
#pragma once

#include <cstddef>
#include <cstdint>

#include <shadematch/difference/lab_columns.hpp>
#include <shadematch/search/lab_codes.hpp>

namespace shadematch::inline v0 {

/// Colors with dL^2 w_L + (da^2 + db^2) w_ab < 1.0001.
struct LabEllipsoid {
  float L, a, b;
  float w_L, w_ab;
};

inline constexpr float kEllipsoidEdge = 1.0001F;

/// Writes the rows of [begin, end) that lie inside, ascending, to `rows`, which has room for one block more than that;
/// returns how many. `begin` is a multiple of LabColumns::kBlock. `window` has the codes of all colors inside.
std::size_t rows_inside(const LabEllipsoid& ellipsoid, const CodeWindow& window, const LabColumns& columns,
                        const LabCodes& codes, std::size_t begin, std::size_t end, std::uint32_t* rows);

}  // namespace shadematch::inline v0
