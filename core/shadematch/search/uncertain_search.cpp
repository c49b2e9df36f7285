// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

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

std::array<UncertainSearch::Optimism, BoxGroup::kBoxes> UncertainSearch::bounds_of(const BoxGroup& boxes,
                                                                                   const LabBox& around) {
  std::array<Optimism, BoxGroup::kBoxes> optimism{};
  for (Ciede2000Bound& bound : bounds_) {
    alignas(64) float squared[BoxGroup::kBoxes];
    squared_bounds(bound.within(bound.farthest(around)), boxes, squared);
    for (std::size_t i = 0; i < BoxGroup::kBoxes; ++i) {
      const double delta_e = std::sqrt(static_cast<double>(squared[i]));
      optimism[i].expected += delta_e * kShare;
      optimism[i].probability += delta_e <= tolerance_ ? kShare : 0.0;
    }
  }
  return optimism;
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
  if (k_ > 0) open(tree_.levels.count - 1, 0, tree_.gamut());
  while (!stack_.empty()) {
    const Waiting next = stack_.back();
    stack_.pop_back();
    if (!may_enter(next.bound)) continue;
    if (next.level == 0) {
      score_leaf(next.box);
    } else {
      open(next.level - 1, next.box, tree_.box(next.level, next.box));
    }
  }
  std::sort(best_.begin(), best_.end(),
            [this](const UncertainRow& one, const UncertainRow& two) { return ranks_before(one, two); });
  return best_;
}

void UncertainSearch::open(std::size_t level, std::size_t group, const LabBox& around) {
  const auto bounds = bounds_of(tree_.group(level, group), around);
  const auto first = static_cast<std::ptrdiff_t>(stack_.size());
  for (std::size_t i = 0; i < tree_.boxes_of_group(level, group); ++i) {
    if (!may_enter(bounds[i])) continue;
    const Optimism bound = bound_of(tree_.group(level, group).box(i));
    if (may_enter(bound)) stack_.push_back({bound, level, group * BoxGroup::kBoxes + i});
  }
  std::sort(stack_.begin() + first, stack_.end(),
            [this](const Waiting& one, const Waiting& two) { return before(two.bound, one.bound); });
}

void UncertainSearch::score_leaf(std::size_t leaf) {
  const std::size_t rows = tree_.rows_of_leaf(leaf);
  const std::array<Optimism, IndexTree::kLeaf> optimism = by_floats(leaf);
  rows_scored_ += rows;
  std::array<std::size_t, IndexTree::kLeaf> order{};
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rows),
            [&](std::size_t one, std::size_t two) { return before(optimism[one], optimism[two]); });
  for (std::size_t i = 0; i < rows; ++i) {
    if (!may_enter(optimism[order[i]])) return;
    score(leaf * IndexTree::kLeaf + order[i]);
  }
}

std::array<UncertainSearch::Optimism, IndexTree::kLeaf> UncertainSearch::by_floats(std::size_t leaf) const {
  std::array<Optimism, IndexTree::kLeaf> optimism{};
  const LeafColumns columns(tree_.leaf(leaf));
  const LabBox box = tree_.box(0, leaf);
  for (std::size_t point = 0; point < kTargetPoints; ++point) {
    float squared[IndexTree::kLeaf];
    columns.squared(points_[point], squared);
    const bool opposite = bounds_[point].reaches_opposite_hue(box);
    for (std::size_t i = 0; i < IndexTree::kLeaf; ++i) {
      double least = lowered(std::sqrt(std::max(0.0, static_cast<double>(squared[i]))));
      if (opposite) {
        const Lab lab = tree_.color(leaf * IndexTree::kLeaf + i);
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
