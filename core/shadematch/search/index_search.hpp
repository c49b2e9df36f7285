// SPDX-License-Identifier: Apache-2.0
// Private: one search through a color index.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <shadematch/search/ciede2000_bound.hpp>
#include <shadematch/search/index_tree.hpp>
#include <shadematch/search/ranked_row.hpp>
#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {

class LeafColumns;

/// The k nearest rows of a target: one near leaf first, for a threshold; then nearest boxes first, those beyond the
/// threshold never.
class IndexSearch {
 public:
  IndexSearch(const IndexTree& tree, const Lab& target, std::size_t k);

  /// k rows are known to be no farther than this.
  void expect_within(double delta_e) { shortlist_.expect_within(delta_e); }

  [[nodiscard]] std::vector<RankedRow> nearest();

  /// The first color that nearest() found.
  [[nodiscard]] const Lab& nearest_color() const { return nearest_color_; }
  [[nodiscard]] std::size_t rows_scored() const { return rows_scored_; }

 private:
  struct Waiting {
    float bound;
    std::uint32_t level;  ///< of the box
    std::uint32_t box;
  };
  static constexpr std::size_t kMostWaiting = TreeLevels::kMost * BoxGroup::kBoxes;

  void score_a_near_leaf();
  void search();
  void open(std::size_t level, std::size_t group);
  void score_leaf(std::size_t leaf);
  void settle_opposite(std::size_t leaf, const LeafColumns& columns, float* squared) const;
  void lower_bounds();

  const IndexTree& tree_;
  Lab target_;
  Ciede2000Bound bound_;
  BoxBound boxes_{};    ///< for all candidates within the threshold
  double bounded_for_;  ///< threshold
  bool opposite_within_reach_ = true;
  LabBox gamut_;
  Shortlist shortlist_;
  std::size_t scored_leaf_;  ///< before the search
  std::size_t waiting_ = 0;
  std::array<Waiting, kMostWaiting> stack_;  ///< the nearest last
  Lab nearest_color_;
  std::size_t rows_scored_ = 0;
};

}  // namespace shadematch::inline v0
