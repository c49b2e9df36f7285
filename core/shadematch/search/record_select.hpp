// SPDX-License-Identifier: Apache-2.0
// Private: how an index is cut in halves.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace shadematch::inline v0 {

/// A row while an index is built.
struct IndexRecord {
  std::array<float, 3> lab;
  std::uint32_t row;
};

/// Puts the `cut` records that come first by (lab[side], row) before the others. The order within the two parts depends
/// on nothing but the order before. `low` and `high` are the least and the greatest lab[side]; `spare` has room for
/// `size` records. Some two passes: a histogram tells between which keys the cut lies, and one pass without branches
/// deals the records out to what is below, above and between.
void select_records(IndexRecord* records, std::size_t size, std::size_t cut, std::size_t side, float low, float high,
                    IndexRecord* spare);

}  // namespace shadematch::inline v0
