// SPDX-License-Identifier: Apache-2.0
// Private: what the table forms of the formulas hand to their vector forms.
#pragma once

#include <Eigen/Core>
#include <cstddef>

namespace shadematch::inline v0 {

/// Colors as interleaved rows (L*, a*, b*), pair by pair, and the place of their differences.
template <typename T>
struct RowPairs {
  const T* standards;  ///< one row if `one_standard`, else `size` rows
  bool one_standard;
  const T* batch;  ///< `size` rows
  std::size_t size;
  T* delta_e;  ///< `size` numbers
};

/// Doubles: from this number of pairs on the vector form serves a table; a smaller one equals the scalar form bit for
/// bit. Floats always take the vector form.
inline constexpr Eigen::Index kBatchSize = 64;

}  // namespace shadematch::inline v0
