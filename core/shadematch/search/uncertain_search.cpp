// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/search/leaf_columns.hpp>
#include <shadematch/search/shortlist.hpp>
#include <shadematch/search/uncertain_search.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kShare = 1.0 / static_cast<double>(kTargetPoints);
constexpr double kRounding = 1e-12;  ///< of sums of differences

/// No difference that a float of this one stands for is smaller; see widened().
double lowered(double delta_e) {
  return std::max(0.0, delta_e * (1.0 - 2e-5) - 4e-5);
}

}  // namespace

UncertainSearch::UncertainSearch(const IndexTree& tree, const std::array<Lab, kTargetPoints>& points,
                                 UncertainOrder order, double tolerance, std::size_t k)
    : tree_(tree),
      points_(points),
      bounds_(points.begin(), points.end()),
      order_(order),
      tolerance_(tolerance),
      k_(std::min(k, tree.rows)) {}

bool UncertainSearch::before(const Optimism& one, const Optimism& two) const {
  if (order_ == UncertainOrder::probability && one.probability != two.probability)
    return one.probability > two.probability;
  return one.expected < two.expected;
}

bool UncertainSearch::ranks_before(const UncertainRow& one, const UncertainRow& two) const {
  if (order_ == UncertainOrder::probability && one.probability != two.probability)
    return one.probability > two.probability;
  return std::tie(one.expected, one.row) < std::tie(two.expected, two.row);
}

bool UncertainSearch::may_enter(const Optimism& bound) const {
  if (best_.size() < k_) return true;
  return !before({best_.front().expected * (1.0 + kRounding) + kRounding, best_.front().probability}, bound);
}

UncertainSearch::Optimism UncertainSearch::bound_of(const LabBox& box) {
  Optimism optimism;
  for (Ciede2000Bound& bound : bounds_) {
    const double delta_e = std::sqrt(bound.squared(box)) * (1.0 - kRounding);
    optimism.expected += delta_e * kShare;
    optimism.probability += delta_e <= tolerance_ ? kShare : 0.0;
  }
  return optimism;
}

std::vector<UncertainRow> UncertainSearch::best() {
  if (k_ > 0) stack_.push_back({{0.0, 1.0}, tree_.root()});
  while (!stack_.empty()) {
    const Waiting next = stack_.back();
    stack_.pop_back();
    if (may_enter(next.bound)) descend(next.subtree);
  }
  std::sort(best_.begin(), best_.end(),
            [this](const UncertainRow& one, const UncertainRow& two) { return ranks_before(one, two); });
  return best_;
}

void UncertainSearch::descend(Subtree subtree) {
  while (subtree.leaves > 1) {
    Subtree near = subtree.first_half(), far = subtree.second_half();
    Optimism near_bound = bound_of(tree_.boxes[near.node]), far_bound = bound_of(tree_.boxes[far.node]);
    if (before(far_bound, near_bound)) {
      std::swap(near, far);
      std::swap(near_bound, far_bound);
    }
    if (may_enter(far_bound)) stack_.push_back({far_bound, far});
    if (!may_enter(near_bound)) return;
    subtree = near;
  }
  score_leaf(subtree);
}

void UncertainSearch::score_leaf(const Subtree& leaf) {
  const std::size_t rows = tree_.rows_of_leaf(leaf.first_leaf);
  const std::array<Optimism, IndexTree::kLeaf> optimism = by_floats(leaf, rows);
  rows_scored_ += rows;
  std::array<std::size_t, IndexTree::kLeaf> order{};
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rows),
            [&](std::size_t one, std::size_t two) { return before(optimism[one], optimism[two]); });
  for (std::size_t i = 0; i < rows; ++i) {
    if (!may_enter(optimism[order[i]])) return;
    score(leaf.first_leaf * IndexTree::kLeaf + order[i]);
  }
}

std::array<UncertainSearch::Optimism, IndexTree::kLeaf> UncertainSearch::by_floats(const Subtree& leaf,
                                                                                   std::size_t rows) const {
  std::array<Optimism, IndexTree::kLeaf> optimism{};
  const LeafColumns columns(tree_.leaf(leaf.first_leaf));
  for (std::size_t point = 0; point < kTargetPoints; ++point) {
    float squared[IndexTree::kLeaf];
    columns.squared(points_[point], rows, squared);
    const bool opposite = bounds_[point].reaches_opposite_hue(tree_.boxes[leaf.node]);
    for (std::size_t i = 0; i < rows; ++i) {
      double least = lowered(std::sqrt(std::max(0.0, static_cast<double>(squared[i]))));
      if (opposite) {
        const Lab lab = tree_.color(leaf.first_leaf * IndexTree::kLeaf + i);
        if (nearly_opposite(points_[point].a, points_[point].b, lab.a, lab.b)) least = 0.0;
      }
      optimism[i].expected += least * kShare;
      optimism[i].probability += least <= tolerance_ ? kShare : 0.0;
    }
  }
  return optimism;
}

void UncertainSearch::score(std::size_t place) {
  const Lab lab = tree_.color(place);
  UncertainRow row{tree_.numbers[place], 0.0, 0.0};
  for (const Lab& point : points_) {
    const double delta_e = delta_e_ciede2000(point, lab);
    row.expected += delta_e * kShare;
    row.probability += delta_e <= tolerance_ ? kShare : 0.0;
  }
  const auto worst_first = [this](const UncertainRow& one, const UncertainRow& two) { return ranks_before(one, two); };
  if (best_.size() == k_) {
    if (!ranks_before(row, best_.front())) return;
    std::pop_heap(best_.begin(), best_.end(), worst_first);
    best_.pop_back();
  }
  best_.push_back(row);
  std::push_heap(best_.begin(), best_.end(), worst_first);
}

}  // namespace shadematch::inline v0
