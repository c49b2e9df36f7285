// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/search/hue_bounds.hpp>
#include <shadematch/search/index_search.hpp>
#include <shadematch/search/index_vectors.hpp>
#include <shadematch/search/leaf_columns.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kNone = SIZE_MAX;
constexpr float kFarKappa = 0.95F;

}  // namespace

IndexSearch::IndexSearch(const IndexTree& tree, const Lab& target, std::size_t k)
    : tree_(tree), target_(target), bound_(target), bounded_for_(HUGE_VAL), shortlist_(k), scored_leaf_(kNone) {
  if (tree.rows == 0) return;
  gamut_ = tree.gamut();
  boxes_ = bound_.within(bound_.C1() + static_cast<double>(gamut_.C_max));
}

std::vector<RankedRow> IndexSearch::nearest() {
  if (tree_.rows > 0) {
    if (!std::isfinite(shortlist_.keep())) score_a_near_leaf();
    search();
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

void IndexSearch::score_a_near_leaf() {
  BoxBound near = boxes_;
  near.kappa = 1.0F;  // no bound, but nearer to the truth
  std::size_t box = 0;
  for (std::size_t level = tree_.levels.count; level-- > 0;) {
    alignas(64) float squared[BoxGroup::kBoxes];
    squared_bounds(near, tree_.group(level, box), squared);
    const float* const least = std::min_element(squared, squared + tree_.boxes_of_group(level, box));
    box = BoxGroup::kBoxes * box + static_cast<std::size_t>(least - squared);
  }
  score_leaf(box);
  scored_leaf_ = box;
}

void IndexSearch::search() {
  open(tree_.levels.count - 1, 0);
  while (waiting_ > 0) {
    const Waiting next = stack_[--waiting_];
    if (!(next.bound <= shortlist_.keep_squared())) continue;
    if (next.level > 0) {
      open(next.level - 1, next.box);
    } else if (next.box != scored_leaf_) {
      if (waiting_ > 0 && stack_[waiting_ - 1].level == 0) prefetch_leaf(tree_.leaf(stack_[waiting_ - 1].box));
      score_leaf(next.box);
    }
  }
}

void IndexSearch::open(std::size_t level, std::size_t group) {
  lower_bounds();
  alignas(64) float squared[BoxGroup::kBoxes];
  squared_bounds(boxes_, tree_.group(level, group), squared);
  if (boxes_.kappa < kFarKappa && bound_.C1() > 1.0) raise_by_hue(boxes_, tree_.group(level, group), squared);
  std::uint32_t near[2 * BoxGroup::kBoxes];
  const std::size_t count = places_within(squared, tree_.boxes_of_group(level, group), shortlist_.keep_squared(), near);
  const std::size_t before = waiting_;
  for (std::size_t i = 0; i < count; ++i) {
    const Waiting next{squared[near[i]], static_cast<std::uint32_t>(level),
                       static_cast<std::uint32_t>(BoxGroup::kBoxes * group) + near[i]};
    std::size_t place = waiting_++;
    for (; place > before && stack_[place - 1].bound < next.bound; --place) stack_[place] = stack_[place - 1];
    stack_[place] = next;
  }
}

/// Once the threshold has fallen: all candidates within it lie within a smaller radius.
void IndexSearch::lower_bounds() {
  const double keep = shortlist_.keep();
  if (!(keep < 0.9 * bounded_for_)) return;
  bounded_for_ = keep;
  const double R = bound_.radius(keep, gamut_);
  boxes_ = bound_.within(R);
  opposite_within_reach_ = R >= bound_.C1();
}

void IndexSearch::score_leaf(std::size_t leaf) {
  prefetch_numbers(tree_.numbers + leaf * IndexTree::kLeaf);
  const LeafColumns columns(tree_.leaf(leaf));
  const std::size_t rows = tree_.rows_of_leaf(leaf), first = leaf * IndexTree::kLeaf;
  alignas(64) float squared[IndexTree::kLeaf];
  columns.squared(target_, squared);
  rows_scored_ += rows;
  if (opposite_within_reach_ && bound_.reaches_opposite_hue(tree_.box(0, leaf)))
    settle_opposite(leaf, columns, squared);
  if (!std::isfinite(shortlist_.keep())) {
    shortlist_.push_first(first, squared, rows);
    return;
  }
  std::uint32_t near[IndexTree::kLeaf + BoxGroup::kBoxes];
  const std::size_t count = places_within(squared, rows, shortlist_.keep_squared(), near);
  for (std::size_t i = 0; i < count; ++i) shortlist_.push(first + near[i], squared[near[i]]);
}

void IndexSearch::settle_opposite(std::size_t leaf, const LeafColumns& columns, float* squared) const {
  std::uint32_t opposite[IndexTree::kLeaf + BoxGroup::kBoxes];
  const std::size_t count = places_opposite(boxes_.a, boxes_.b, columns.a(), columns.b(), IndexTree::kLeaf, opposite);
  for (std::size_t i = 0; i < count; ++i) {
    const Lab lab = tree_.color(leaf * IndexTree::kLeaf + opposite[i]);
    if (!nearly_opposite(target_.a, target_.b, lab.a, lab.b)) continue;
    const double delta_e = delta_e_ciede2000(target_, lab);
    squared[opposite[i]] = static_cast<float>(delta_e * delta_e);
  }
}

}  // namespace shadematch::inline v0
