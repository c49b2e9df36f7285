// SPDX-License-Identifier: Apache-2.0
// Private: a leaf as the vector kernel reads it.
#pragma once

#include <cstddef>
#include <cstdint>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/search/index_tree.hpp>
#include <shadematch/search/index_vectors.hpp>

namespace shadematch::inline v0 {

/// Asks for a leaf that is read next.
inline void prefetch_leaf([[maybe_unused]] const double* leaf) {
#ifdef __GNUC__
  for (std::size_t i = 0; i < 3 * IndexTree::kLeaf; i += 8) __builtin_prefetch(leaf + i);
#endif
}

/// The same for the numbers of its rows: those that are ranked are wanted in the end.
inline void prefetch_numbers([[maybe_unused]] const std::uint32_t* numbers) {
#ifdef __GNUC__
  for (std::size_t i = 0; i < IndexTree::kLeaf; i += 16) __builtin_prefetch(numbers + i);
#endif
}

/// The colors of one leaf as float columns L*, a*, b*, C*.
class LeafColumns {
 public:
  explicit LeafColumns(const double* leaf) { leaf_columns(leaf, IndexTree::kLeaf, floats_); }

  /// Squared differences, those of the padding among them.
  void squared(const Lab& target, float* result) const {
    ciede2000_squared(target, {column(0), column(1), column(2), column(3)}, IndexTree::kLeaf, result);
  }

  [[nodiscard]] const float* a() const { return column(1); }
  [[nodiscard]] const float* b() const { return column(2); }

 private:
  [[nodiscard]] const float* column(std::size_t number) const { return floats_ + number * IndexTree::kLeaf; }

  alignas(64) float floats_[4 * IndexTree::kLeaf];
};

}  // namespace shadematch::inline v0
