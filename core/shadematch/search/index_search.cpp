// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <utility>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/search/index_search.hpp>
#include <shadematch/search/leaf_columns.hpp>

namespace shadematch::inline v0 {

std::vector<RankedRow> IndexSearch::nearest() {
  if (tree_.rows > 0) {
    stack_.push_back({0.0, tree_.root()});
    while (!stack_.empty()) {
      const Waiting next = stack_.back();
      stack_.pop_back();
      if (next.bound <= static_cast<double>(shortlist_.keep_squared())) descend(next.subtree);
    }
  }
  double least = HUGE_VAL;
  return shortlist_.ranked([&](std::size_t place) -> RankedRow {
    const Lab color = tree_.color(place);
    const double delta_e = delta_e_ciede2000(target_, color);
    if (delta_e < least) {
      least = delta_e;
      nearest_color_ = color;
    }
    return {tree_.numbers[place], delta_e};
  });
}

void IndexSearch::descend(Subtree subtree) {
  while (subtree.leaves > 1) {
    Subtree near = subtree.first_half(), far = subtree.second_half();
    double near_bound = bound_.squared(tree_.boxes[near.node]), far_bound = bound_.squared(tree_.boxes[far.node]);
    if (far_bound < near_bound) {
      std::swap(near, far);
      std::swap(near_bound, far_bound);
    }
    const auto keep = static_cast<double>(shortlist_.keep_squared());
    if (far_bound <= keep) stack_.push_back({far_bound, far});
    if (!(near_bound <= keep)) return;
    subtree = near;
  }
  score_leaf(subtree);
}

void IndexSearch::score_leaf(const Subtree& leaf) {
  const std::size_t rows = tree_.rows_of_leaf(leaf.first_leaf), first = leaf.first_leaf * IndexTree::kLeaf;
  float squared[IndexTree::kLeaf];
  LeafColumns(tree_.leaf(leaf.first_leaf)).squared(target_, rows, squared);
  rows_scored_ += rows;
  const bool opposite = bound_.reaches_opposite_hue(tree_.boxes[leaf.node]);
  for (std::size_t i = 0; i < rows; ++i) {
    if (opposite) settle_opposite(first + i, squared[i]);
    shortlist_.push(first + i, squared[i]);
  }
}

void IndexSearch::settle_opposite(std::size_t place, float& squared) const {
  const Lab lab = tree_.color(place);
  if (!nearly_opposite(target_.a, target_.b, lab.a, lab.b)) return;
  const double delta_e = delta_e_ciede2000(target_, lab);
  squared = static_cast<float>(delta_e * delta_e);
}

}  // namespace shadematch::inline v0
