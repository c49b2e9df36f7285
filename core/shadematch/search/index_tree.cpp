// SPDX-License-Identifier: Apache-2.0
#include <shadematch/search/index_tree.hpp>

namespace shadematch::inline v0 {
namespace {

std::size_t whole_lines(std::size_t bytes) {
  return (bytes + 63) / 64 * 64;
}

}  // namespace

IndexLayout::IndexLayout(std::size_t rows)
    : colors(whole_lines(IndexTree::nodes_of(rows) * sizeof(LabBox))),
      numbers(colors + IndexTree::leaves_of(rows) * 3 * IndexTree::kLeaf * sizeof(double)),
      bytes(whole_lines(numbers + rows * sizeof(std::uint32_t))) {}

IndexTree tree_at(const std::shared_ptr<const void>& memory, const std::byte* first, std::size_t rows) {
  const IndexLayout layout(rows);
  return {rows, reinterpret_cast<const LabBox*>(first), reinterpret_cast<const double*>(first + layout.colors),
          reinterpret_cast<const std::uint32_t*>(first + layout.numbers), memory};
}

}  // namespace shadematch::inline v0
