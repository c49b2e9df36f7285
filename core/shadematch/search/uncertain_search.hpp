// SPDX-License-Identifier: Apache-2.0
// Private: one search for an uncertain target. The mean of the bounds of its points bounds the expected difference of
// all colors of a box; the share of points whose bound is within the tolerance bounds the probability.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <shadematch/search/ciede2000_bound.hpp>
#include <shadematch/search/index_tree.hpp>
#include <shadematch/search/uncertain_rank.hpp>

namespace shadematch::inline v0 {

class UncertainSearch {
 public:
  UncertainSearch(const IndexTree& tree, const std::array<Lab, kTargetPoints>& points, UncertainOrder order,
                  double tolerance, std::size_t k);

  [[nodiscard]] std::vector<UncertainRow> best();

  [[nodiscard]] std::size_t rows_scored() const { return rows_scored_; }

 private:
  /// Better than or as good as what they stand for: never more expected, never less probable.
  struct Optimism {
    double expected{}, probability{};
  };
  struct Waiting {
    Optimism bound;
    std::size_t level, box;
  };

  [[nodiscard]] bool before(const Optimism& one, const Optimism& two) const;
  [[nodiscard]] bool ranks_before(const UncertainRow& one, const UncertainRow& two) const;
  [[nodiscard]] bool may_enter(const Optimism& bound) const;
  [[nodiscard]] Optimism bound_of(const LabBox& box);
  /// Of the 16 boxes of a group, all of which lie in `around`: faster, and weaker.
  [[nodiscard]] std::array<Optimism, BoxGroup::kBoxes> bounds_of(const BoxGroup& boxes, const LabBox& around);
  void open(std::size_t level, std::size_t group, const LabBox& around);
  void score_leaf(std::size_t leaf);
  [[nodiscard]] std::array<Optimism, IndexTree::kLeaf> by_floats(std::size_t leaf) const;
  void score(std::size_t place);

  const IndexTree& tree_;
  std::array<Lab, kTargetPoints> points_;
  std::vector<Ciede2000Bound> bounds_;
  UncertainOrder order_;
  double tolerance_;
  std::size_t k_;
  std::vector<UncertainRow> best_;  ///< heap, the worst first
  std::vector<Waiting> stack_;      ///< the best last
  std::size_t rows_scored_ = 0;
};

}  // namespace shadematch::inline v0
