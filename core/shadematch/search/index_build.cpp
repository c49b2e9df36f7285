// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include <shadematch/memory/large_pages.hpp>
#include <shadematch/search/index_build.hpp>
#include <shadematch/search/record_select.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kParts = 64;  ///< subtrees that are built apart, whatever the number of threads

/// Where to cut a box, and what it reaches from and to there.
struct Side {
  std::size_t number;
  float low, high;
};

/// Sides are compared in differences that they cost, roughly. L* weighs 1.3 in the middle of the scale; a* and b* are
/// stretched by 1.6 against chroma's tolerance.
Side longest_side(const IndexRecord* first, const IndexRecord* last) {
  float L_low = first->lab[0], a_low = first->lab[1], b_low = first->lab[2];
  float L_high = L_low, a_high = a_low, b_high = b_low, C_squared = 0.0F;
  for (const IndexRecord* record = first; record != last; ++record) {
    const auto [L, a, b] = record->lab;
    L_low = std::min(L_low, L), L_high = std::max(L_high, L);
    a_low = std::min(a_low, a), a_high = std::max(a_high, a);
    b_low = std::min(b_low, b), b_high = std::max(b_high, b);
    C_squared = std::max(C_squared, a * a + b * b);
  }
  const float ab = 1.6F / (1.0F + 0.045F * std::sqrt(C_squared));
  const float L = (L_high - L_low) / 1.3F, a = (a_high - a_low) * ab, b = (b_high - b_low) * ab;
  if (L >= a && L >= b) return {0, L_low, L_high};
  return a >= b ? Side{1, a_low, a_high} : Side{2, b_low, b_high};
}

/// The box of `rows` columns of a leaf.
LabBox box_of_leaf(const double* L, std::size_t rows) {
  const double *a = L + IndexTree::kLeaf, *b = a + IndexTree::kLeaf;
  Lab low{L[0], a[0], b[0]}, high = low;
  double C_squared = 0.0;
  for (std::size_t i = 0; i < rows; ++i) {
    low = {std::min(low.L, L[i]), std::min(low.a, a[i]), std::min(low.b, b[i])};
    high = {std::max(high.L, L[i]), std::max(high.a, a[i]), std::max(high.b, b[i])};
    C_squared = std::max(C_squared, a[i] * a[i] + b[i] * b[i]);
  }
  return {round_down(low.L),
          round_up(high.L),
          round_down(low.a),
          round_up(high.a),
          round_down(low.b),
          round_up(high.b),
          round_up(std::sqrt(C_squared) * (1.0 + 1e-15))};
}

class Builder {
 public:
  Builder(const Eigen::Ref<const LabTable>& table, std::byte* memory)
      : table_(table), rows_(static_cast<std::size_t>(table.rows())), levels_(rows_), records_(rows_), spare_(rows_) {
    const IndexLayout layout(rows_);
    groups_ = reinterpret_cast<BoxGroup*>(memory);
    colors_ = reinterpret_cast<double*>(memory + layout.colors);
    numbers_ = reinterpret_cast<std::uint32_t*>(memory + layout.numbers);
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto lab = table_.row(static_cast<Eigen::Index>(row));
      records_[row] = {{static_cast<float>(lab[0]), static_cast<float>(lab[1]), static_cast<float>(lab[2])},
                       static_cast<std::uint32_t>(row)};
    }
  }

  void build(ThreadPool& pool) {
    std::vector<Subtree> parts = {{0, IndexTree::leaves_of(rows_)}};
    while (parts.size() < kParts) {
      std::vector<Subtree> halves, done;
      pool.parallel_for(parts.size(), 1, [&](std::size_t part, std::size_t) { split(parts[part]); });
      for (const Subtree& part : parts) {
        if (part.leaves < 2) {
          done.push_back(part);
          continue;
        }
        halves.push_back(part.first_half());
        halves.push_back(part.second_half());
      }
      if (halves.empty()) break;
      halves.insert(halves.end(), done.begin(), done.end());
      parts = halves;
    }
    pool.parallel_for(parts.size(), 1, [&](std::size_t part, std::size_t) { fill(parts[part]); });
    for (std::size_t level = 1; level < levels_.count; ++level) unite(level);
  }

 private:
  /// Puts the rows of the first half before those of the second.
  void split(const Subtree& subtree) {
    if (subtree.leaves < 2) return;
    const std::size_t begin = subtree.first_leaf * IndexTree::kLeaf;
    const std::size_t end = std::min(rows_, (subtree.first_leaf + subtree.leaves) * IndexTree::kLeaf);
    const Side side = longest_side(records_.data() + begin, records_.data() + end);
    select_records(records_.data() + begin, end - begin, subtree.first_half().leaves * IndexTree::kLeaf, side.number,
                   side.low, side.high, spare_.data() + begin);
  }

  void fill(const Subtree& subtree) {
    if (subtree.leaves == 1) {
      fill_leaf(subtree.first_leaf);
      return;
    }
    split(subtree);
    fill(subtree.first_half());
    fill(subtree.second_half());
  }

  void fill_leaf(std::size_t leaf) {
    const std::size_t begin = leaf * IndexTree::kLeaf, end = std::min(rows_, begin + IndexTree::kLeaf);
    std::sort(records_.data() + begin, records_.data() + end,
              [](const IndexRecord& one, const IndexRecord& two) { return one.row < two.row; });
    double* const L = colors_ + 3 * begin;
    for (std::size_t place = begin; place < end; ++place) {
      const std::uint32_t row = records_[place].row;
      const auto lab = table_.row(static_cast<Eigen::Index>(row));
      for (Eigen::Index i = 0; i < 3; ++i) L[static_cast<std::size_t>(i) * IndexTree::kLeaf + place - begin] = lab[i];
      numbers_[place] = row;
    }
    set_box(0, leaf, box_of_leaf(L, end - begin));
  }

  /// The boxes of a level from those of the level below.
  void unite(std::size_t level) {
    for (std::size_t number = 0; number < levels_.boxes[level]; ++number) {
      const std::size_t first = number * BoxGroup::kBoxes;
      const std::size_t end = std::min(first + BoxGroup::kBoxes, levels_.boxes[level - 1]);
      LabBox box;
      for (std::size_t i = first; i < end; ++i) box.add(groups_[levels_.group[level - 1] + number].box(i - first));
      set_box(level, number, box);
    }
  }

  void set_box(std::size_t level, std::size_t number, const LabBox& box) {
    groups_[levels_.group[level] + number / BoxGroup::kBoxes].set(number % BoxGroup::kBoxes, box);
  }

  Eigen::Ref<const LabTable> table_;
  std::size_t rows_;
  TreeLevels levels_;
  std::vector<IndexRecord> records_, spare_;
  BoxGroup* groups_;
  double* colors_;
  std::uint32_t* numbers_;
};

/// Not cleared. In large pages: a search jumps from leaf to leaf.
std::shared_ptr<void> memory_of(std::size_t bytes) {
  return {large_allocate(bytes), [bytes](void* memory) { large_free(memory, bytes); }};
}

}  // namespace

IndexTree build_index(const Eigen::Ref<const LabTable>& table, ThreadPool& pool) {
  const auto rows = static_cast<std::size_t>(table.rows());
  const std::size_t bytes = std::max<std::size_t>(64, IndexLayout(rows).bytes);
  const std::shared_ptr<void> memory = memory_of(bytes);
  std::memset(memory.get(), 0, bytes);
  auto* const first = static_cast<std::byte*>(memory.get());
  if (rows > 0) Builder(table, first).build(pool);
  return tree_at(memory, first, rows);
}

}  // namespace shadematch::inline v0
