// SPDX-License-Identifier: Apache-2.0
// Private: how a color index lies in memory, and in its file.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <shadematch/color/lab.hpp>
#include <shadematch/search/lab_box.hpp>

namespace shadematch::inline v0 {

/// A subtree of the balanced k-d tree: its node and the leaves below. Nodes stand in preorder, so children need no
/// addresses: a subtree of n leaves takes 2 n - 1 nodes, and its first half begins right behind it.
struct Subtree {
  std::size_t node{}, first_leaf{}, leaves{};

  [[nodiscard]] Subtree first_half() const { return {node + 1, first_leaf, (leaves + 1) / 2}; }
  [[nodiscard]] Subtree second_half() const {
    const std::size_t before = (leaves + 1) / 2;
    return {node + 2 * before, first_leaf + before, leaves - before};
  }
};

/// The colors in the order of the leaves, exact: 24 bytes a row for them, 4 for its number, 0.9 for boxes.
struct IndexTree {
  static constexpr std::size_t kLeaf = 64;  ///< rows; the last leaf may have fewer

  std::size_t rows{};
  const LabBox* boxes{};           ///< of the nodes
  const double* colors{};          ///< leaf by leaf: 64 L*, 64 a*, 64 b*, padded with zeros
  const std::uint32_t* numbers{};  ///< of the rows of the table, leaf by leaf, ascending in a leaf
  std::shared_ptr<const void> memory;

  [[nodiscard]] static std::size_t leaves_of(std::size_t row_count) { return (row_count + kLeaf - 1) / kLeaf; }
  [[nodiscard]] static std::size_t nodes_of(std::size_t row_count) {
    return row_count == 0 ? 0 : 2 * leaves_of(row_count) - 1;
  }

  [[nodiscard]] Subtree root() const { return {0, 0, leaves_of(rows)}; }
  [[nodiscard]] std::size_t rows_of_leaf(std::size_t leaf) const { return std::min(kLeaf, rows - leaf * kLeaf); }
  [[nodiscard]] const double* leaf(std::size_t number) const { return colors + number * 3 * kLeaf; }
  [[nodiscard]] Lab color(std::size_t place) const {
    const double* L = leaf(place / kLeaf) + place % kLeaf;
    return {L[0], L[kLeaf], L[2 * kLeaf]};
  }
};

/// Where the parts of a tree of so many rows begin, in bytes from its first, each on a cache line.
struct IndexLayout {
  std::size_t colors{}, numbers{}, bytes{};

  explicit IndexLayout(std::size_t rows);
};

/// The tree whose parts lie at `memory`, which it keeps alive.
[[nodiscard]] IndexTree tree_at(const std::shared_ptr<const void>& memory, const std::byte* first, std::size_t rows);

}  // namespace shadematch::inline v0
