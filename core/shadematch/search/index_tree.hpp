// SPDX-License-Identifier: Apache-2.0
// Private: how a color index lies in memory, and in its file.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <shadematch/color/lab.hpp>
#include <shadematch/search/box_group.hpp>

namespace shadematch::inline v0 {

/// Leaves that are split apart. Halves are cut at whole boxes of the largest level that fits, so that 16 neighbours of
/// a level share a box of the next and nodes need no addresses.
struct Subtree {
  std::size_t first_leaf{}, leaves{};

  [[nodiscard]] Subtree first_half() const { return {first_leaf, leaves_of_first_half()}; }
  [[nodiscard]] Subtree second_half() const {
    const std::size_t before = leaves_of_first_half();
    return {first_leaf + before, leaves - before};
  }

 private:
  [[nodiscard]] std::size_t leaves_of_first_half() const {
    std::size_t box = 1;
    while (box * BoxGroup::kBoxes < leaves) box *= BoxGroup::kBoxes;
    const std::size_t boxes = (leaves + box - 1) / box;
    return (boxes + 1) / 2 * box;
  }
};

/// The boxes of a tree, level by level from the leaves, 0, to the one whose boxes fit in one group.
struct TreeLevels {
  static constexpr std::size_t kMost = 8;  ///< 16^8 leaves are more than 2^32 rows

  std::size_t count{};                     ///< of levels
  std::array<std::size_t, kMost> boxes{};  ///< of each level
  std::array<std::size_t, kMost> group{};  ///< its first group; the last level stands first
  std::size_t groups{};                    ///< of all levels

  explicit TreeLevels(std::size_t rows);
  TreeLevels() = default;
};

/// The colors in the order of the leaves, exact: 24 bytes a row for them, 4 for its number, 0.5 for boxes.
struct IndexTree {
  static constexpr std::size_t kLeaf = 64;  ///< rows; the last leaf may have fewer

  std::size_t rows{};
  TreeLevels levels;
  const BoxGroup* groups{};
  const double* colors{};          ///< leaf by leaf: 64 L*, 64 a*, 64 b*, padded with zeros
  const std::uint32_t* numbers{};  ///< of the rows of the table, leaf by leaf, ascending in a leaf
  std::shared_ptr<const void> memory;

  [[nodiscard]] static std::size_t leaves_of(std::size_t row_count) { return (row_count + kLeaf - 1) / kLeaf; }

  [[nodiscard]] Subtree root() const { return {0, leaves_of(rows)}; }
  /// Boxes [16 g, 16 g + 16) of a level.
  [[nodiscard]] const BoxGroup& group(std::size_t level, std::size_t g) const {
    return groups[levels.group[level] + g];
  }
  /// How many of those there are.
  [[nodiscard]] std::size_t boxes_of_group(std::size_t level, std::size_t g) const {
    return std::min(BoxGroup::kBoxes, levels.boxes[level] - g * BoxGroup::kBoxes);
  }
  [[nodiscard]] LabBox box(std::size_t level, std::size_t number) const {
    return group(level, number / BoxGroup::kBoxes).box(number % BoxGroup::kBoxes);
  }
  /// Of all colors.
  [[nodiscard]] LabBox gamut() const;
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
