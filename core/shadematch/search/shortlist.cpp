// SPDX-License-Identifier: Apache-2.0
#include <tuple>

#include <shadematch/search/shortlist.hpp>

namespace shadematch::inline v0 {

void Shortlist::expect_within(double delta_e) {
  lower_to(widened(delta_e));
}

void Shortlist::lower_to(const Shortlist& other) {
  lower_to(other.keep_);
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
