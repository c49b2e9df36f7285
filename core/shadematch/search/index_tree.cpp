// SPDX-License-Identifier: Apache-2.0
#include <shadematch/search/index_tree.hpp>

namespace shadematch::inline v0 {
namespace {

std::size_t whole_lines(std::size_t bytes) {
  return (bytes + 63) / 64 * 64;
}

std::size_t groups_of(std::size_t boxes) {
  return (boxes + BoxGroup::kBoxes - 1) / BoxGroup::kBoxes;
}

}  // namespace

TreeLevels::TreeLevels(std::size_t rows) {
  if (rows == 0) return;
  boxes[count++] = IndexTree::leaves_of(rows);
  while (boxes[count - 1] > BoxGroup::kBoxes) {
    boxes[count] = groups_of(boxes[count - 1]);
    ++count;
  }
  for (std::size_t level = count; level-- > 0;) {
    group[level] = groups;
    groups += groups_of(boxes[level]);
  }
}

LabBox IndexTree::gamut() const {
  LabBox all;
  const std::size_t top = levels.count - 1;
  for (std::size_t i = 0; rows > 0 && i < levels.boxes[top]; ++i) all.add(box(top, i));
  return all;
}

IndexLayout::IndexLayout(std::size_t rows)
    : colors(TreeLevels(rows).groups * sizeof(BoxGroup)),
      numbers(colors + IndexTree::leaves_of(rows) * 3 * IndexTree::kLeaf * sizeof(double)),
      bytes(whole_lines(numbers + rows * sizeof(std::uint32_t))) {}

IndexTree tree_at(const std::shared_ptr<const void>& memory, const std::byte* first, std::size_t rows) {
  const IndexLayout layout(rows);
  return {rows,
          TreeLevels(rows),
          reinterpret_cast<const BoxGroup*>(first),
          reinterpret_cast<const double*>(first + layout.colors),
          reinterpret_cast<const std::uint32_t*>(first + layout.numbers),
          memory};
}

}  // namespace shadematch::inline v0
