// SPDX-License-Identifier: Apache-2.0
// Private: a leaf as the vector kernel reads it.
#pragma once

#include <cmath>
#include <cstddef>

#include <shadematch/color/lab.hpp>
#include <shadematch/difference/ciede2000_batch.hpp>
#include <shadematch/search/index_tree.hpp>

namespace shadematch::inline v0 {

/// The colors of one leaf as float columns L*, a*, b*, C*.
class LeafColumns {
 public:
  explicit LeafColumns(const double* leaf) {
    for (std::size_t i = 0; i < 3 * IndexTree::kLeaf; ++i) floats_[i] = static_cast<float>(leaf[i]);
    for (std::size_t i = 0; i < IndexTree::kLeaf; ++i) {
      const float a = floats_[IndexTree::kLeaf + i], b = floats_[2 * IndexTree::kLeaf + i];
      floats_[3 * IndexTree::kLeaf + i] = std::sqrt(a * a + b * b);
    }
  }

  /// Squared differences of the first `rows`.
  void squared(const Lab& target, std::size_t rows, float* result) const {
    const float* const L = floats_;
    ciede2000_squared(target, {L, L + IndexTree::kLeaf, L + 2 * IndexTree::kLeaf, L + 3 * IndexTree::kLeaf}, rows,
                      result);
  }

 private:
  alignas(64) float floats_[4 * IndexTree::kLeaf];
};

}  // namespace shadematch::inline v0
