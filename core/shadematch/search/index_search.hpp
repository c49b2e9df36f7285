// SPDX-License-Identifier: Apache-2.0
// Private: one search through a color index.
#pragma once

#include <cstddef>
#include <vector>

#include <shadematch/search/ciede2000_bound.hpp>
#include <shadematch/search/index_tree.hpp>
#include <shadematch/search/ranked_row.hpp>
#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {

/// The k nearest rows of a target: nearer half first, halves and leaves beyond the threshold never.
class IndexSearch {
 public:
  IndexSearch(const IndexTree& tree, const Lab& target, std::size_t k)
      : tree_(tree), target_(target), bound_(target), shortlist_(k) {}

  /// k rows are known to be no farther than this.
  void expect_within(double delta_e) { shortlist_.expect_within(delta_e); }

  [[nodiscard]] std::vector<RankedRow> nearest();

  /// The first color that nearest() found.
  [[nodiscard]] const Lab& nearest_color() const { return nearest_color_; }
  [[nodiscard]] std::size_t rows_scored() const { return rows_scored_; }

 private:
  void descend(Subtree subtree);
  void score_leaf(const Subtree& leaf);
  void settle_opposite(std::size_t place, float& squared) const;

  struct Waiting {
    double bound;
    Subtree subtree;
  };

  const IndexTree& tree_;
  Lab target_;
  Ciede2000Bound bound_;
  Shortlist shortlist_;
  std::vector<Waiting> stack_;
  Lab nearest_color_;
  std::size_t rows_scored_ = 0;
};

}  // namespace shadematch::inline v0
