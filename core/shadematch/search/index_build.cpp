// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <new>
#include <vector>

#include <shadematch/search/index_build.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kParts = 64;  ///< subtrees that are built apart, whatever the number of threads
constexpr std::align_val_t kCacheLine{64};

struct Record {
  std::array<float, 3> lab;
  std::uint32_t row;
};

/// Where to cut: sides are compared in differences that they cost, roughly. L* weighs 1.3 in the middle of the scale;
/// a* and b* are stretched by 1.6 against chroma's tolerance.
std::size_t longest_side(const Record* first, const Record* last) {
  std::array<float, 3> low = first->lab, high = first->lab;
  float C_squared = 0.0F;
  for (const Record* record = first; record != last; ++record) {
    for (std::size_t i = 0; i < 3; ++i) {
      low[i] = std::min(low[i], record->lab[i]);
      high[i] = std::max(high[i], record->lab[i]);
    }
    C_squared = std::max(C_squared, record->lab[1] * record->lab[1] + record->lab[2] * record->lab[2]);
  }
  const float ab = 1.6F / (1.0F + 0.045F * std::sqrt(C_squared));
  const std::array<float, 3> sides = {(high[0] - low[0]) / 1.3F, (high[1] - low[1]) * ab, (high[2] - low[2]) * ab};
  return static_cast<std::size_t>(std::max_element(sides.begin(), sides.end()) - sides.begin());
}

class Builder {
 public:
  Builder(const Eigen::Ref<const LabTable>& table, std::byte* memory)
      : table_(table), rows_(static_cast<std::size_t>(table.rows())), records_(rows_) {
    const IndexLayout layout(rows_);
    boxes_ = reinterpret_cast<LabBox*>(memory);
    colors_ = reinterpret_cast<double*>(memory + layout.colors);
    numbers_ = reinterpret_cast<std::uint32_t*>(memory + layout.numbers);
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto lab = table_.row(static_cast<Eigen::Index>(row));
      records_[row] = {{static_cast<float>(lab[0]), static_cast<float>(lab[1]), static_cast<float>(lab[2])},
                       static_cast<std::uint32_t>(row)};
    }
  }

  void build(ThreadPool& pool) {
    std::vector<Subtree> top, parts = {{0, 0, IndexTree::leaves_of(rows_)}};
    while (parts.size() < kParts) {
      std::vector<Subtree> halves, done;
      pool.parallel_for(parts.size(), 1, [&](std::size_t part, std::size_t) { split(parts[part]); });
      for (const Subtree& part : parts) {
        if (part.leaves < 2) {
          done.push_back(part);
          continue;
        }
        top.push_back(part);
        halves.push_back(part.first_half());
        halves.push_back(part.second_half());
      }
      if (halves.empty()) break;
      halves.insert(halves.end(), done.begin(), done.end());
      parts = halves;
    }
    pool.parallel_for(parts.size(), 1, [&](std::size_t part, std::size_t) { fill(parts[part]); });
    for (auto subtree = top.rbegin(); subtree != top.rend(); ++subtree) unite(*subtree);
  }

 private:
  /// Puts the rows of the first half before those of the second.
  void split(const Subtree& subtree) {
    if (subtree.leaves < 2) return;
    Record* const first = records_.data() + subtree.first_leaf * IndexTree::kLeaf;
    Record* const cut = records_.data() + subtree.second_half().first_leaf * IndexTree::kLeaf;
    Record* const last = records_.data() + std::min(rows_, (subtree.first_leaf + subtree.leaves) * IndexTree::kLeaf);
    const std::size_t side = longest_side(first, last);
    std::nth_element(first, cut, last, [side](const Record& one, const Record& two) {
      return one.lab[side] < two.lab[side] || (one.lab[side] == two.lab[side] && one.row < two.row);
    });
  }

  void fill(const Subtree& subtree) {
    if (subtree.leaves == 1) {
      fill_leaf(subtree);
      return;
    }
    split(subtree);
    fill(subtree.first_half());
    fill(subtree.second_half());
    unite(subtree);
  }

  void fill_leaf(const Subtree& leaf) {
    const std::size_t begin = leaf.first_leaf * IndexTree::kLeaf, end = std::min(rows_, begin + IndexTree::kLeaf);
    std::sort(records_.data() + begin, records_.data() + end,
              [](const Record& one, const Record& two) { return one.row < two.row; });
    double* const L = colors_ + 3 * begin;
    LabBox box;
    for (std::size_t place = begin; place < end; ++place) {
      const std::uint32_t row = records_[place].row;
      const auto lab = table_.row(static_cast<Eigen::Index>(row));
      for (Eigen::Index i = 0; i < 3; ++i) L[static_cast<std::size_t>(i) * IndexTree::kLeaf + place - begin] = lab[i];
      numbers_[place] = row;
      box.add(Lab{lab[0], lab[1], lab[2]});
    }
    boxes_[leaf.node] = box;
  }

  void unite(const Subtree& subtree) {
    LabBox box = boxes_[subtree.first_half().node];
    box.add(boxes_[subtree.second_half().node]);
    boxes_[subtree.node] = box;
  }

  Eigen::Ref<const LabTable> table_;
  std::size_t rows_;
  std::vector<Record> records_;
  LabBox* boxes_;
  double* colors_;
  std::uint32_t* numbers_;
};

}  // namespace

IndexTree build_index(const Eigen::Ref<const LabTable>& table, ThreadPool& pool) {
  const auto rows = static_cast<std::size_t>(table.rows());
  const std::size_t bytes = std::max<std::size_t>(64, IndexLayout(rows).bytes);
  const std::shared_ptr<void> memory(::operator new(bytes, kCacheLine),
                                     [](void* bytes_of_tree) { ::operator delete(bytes_of_tree, kCacheLine); });
  std::memset(memory.get(), 0, bytes);
  auto* const first = static_cast<std::byte*>(memory.get());
  if (rows > 0) Builder(table, first).build(pool);
  return tree_at(memory, first, rows);
}

}  // namespace shadematch::inline v0
