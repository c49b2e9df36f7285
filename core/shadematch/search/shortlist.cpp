// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <tuple>

#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {

void Shortlist::expect_within(double delta_e) {
  lower_to(widened(delta_e));
}

void Shortlist::lower_to(double keep) {
  keep_ = std::min(keep_, keep);
  keep_squared_ = static_cast<float>(keep_ * keep_ * (1.0 + 1e-7));
}

void Shortlist::take(std::uint32_t row, float squared) {
  candidates_.push_back({squared, row});
  if (best_.size() < k_ || squared < best_.front()) {
    if (best_.size() == k_) {
      std::pop_heap(best_.begin(), best_.end());
      best_.pop_back();
    }
    best_.push_back(squared);
    std::push_heap(best_.begin(), best_.end());
    if (best_.size() == k_) expect_within(std::sqrt(static_cast<double>(best_.front())));
  }
  if (candidates_.size() < compact_at_) return;
  std::erase_if(candidates_, [this](const Candidate& candidate) { return candidate.squared > keep_squared_; });
  compact_at_ = std::max<std::size_t>(256, 2 * candidates_.size());
}

void Shortlist::push_first(std::size_t first, const float* squared, std::size_t size) {
  constexpr std::size_t kGroups = 16;
  if (best_.empty() && k_ <= kGroups && size >= 4 * kGroups) {
    // k groups have a row each that is no farther than the k-th of the groups' nearest: nor are the k nearest.
    std::array<float, kGroups> nearest;
    for (std::size_t i = 0; i < kGroups; ++i) {
      nearest[i] = std::min(std::min(squared[i], squared[i + kGroups]),
                            std::min(squared[i + 2 * kGroups], squared[i + 3 * kGroups]));
    }
    std::nth_element(nearest.begin(), nearest.begin() + (k_ - 1), nearest.end());
    expect_within(std::sqrt(static_cast<double>(std::max(nearest[k_ - 1], 0.0F))));
  }
  for (std::size_t i = 0; i < size; ++i) push(first + i, squared[i]);
}

void Shortlist::merge(const Shortlist& other) {
  for (const Candidate& candidate : other.candidates_) push(candidate.row, candidate.squared);
}

void Shortlist::sort_and_cut(std::vector<RankedRow>& rows) const {
  std::sort(rows.begin(), rows.end(), [](const RankedRow& one, const RankedRow& two) {
    return std::tie(one.delta_e, one.row) < std::tie(two.delta_e, two.row);
  });
  if (rows.size() > k_) rows.resize(k_);
}

}  // namespace shadematch::inline v0
