// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <tuple>

#include <shadematch/match/score.hpp>
#include <shadematch/match/uncertainty.hpp>

namespace shadematch::inline v0 {
namespace {

/// Yes before unknown before no.
int stock_rank(const std::optional<bool>& in_stock) {
  return !in_stock ? 1 : *in_stock ? 0 : 2;
}

bool prices_comparable(const std::vector<Candidate>& candidates) {
  const std::string* currency = nullptr;
  for (const auto& candidate : candidates) {
    if (!candidate.price) continue;
    if (currency != nullptr && *currency != candidate.price->currency) return false;
    currency = &candidate.price->currency;
  }
  return true;
}

auto preference_key(const Candidate& candidate, bool by_price) {
  const double price = by_price && candidate.price ? candidate.price->amount : std::numeric_limits<double>::infinity();
  return std::make_tuple(stock_rank(candidate.in_stock), price, candidate.delta_e, std::cref(candidate.mix->id));
}

/// Sorts by difference, then id, as far as it is asked: a ranking takes the first of many, and sorting all of them
/// would cost more than their differences.
class NearestFirst {
 public:
  explicit NearestFirst(std::vector<Candidate>& candidates) : candidates_(candidates) {}

  /// Whether there is a candidate of this place; it and those before it stand where they belong.
  [[nodiscard]] bool has(std::size_t place) {
    if (place >= candidates_.size()) return false;
    if (place >= sorted_) sort_to(std::max({kStep, 2 * sorted_, place + 1}));
    return true;
  }

 private:
  static constexpr std::size_t kStep = 64;

  void sort_to(std::size_t count) {
    const auto nearer = [](const Candidate& x, const Candidate& y) {
      return std::tie(x.delta_e, x.mix->id) < std::tie(y.delta_e, y.mix->id);
    };
    const auto begin = candidates_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    sorted_ = std::min(count, candidates_.size());
    const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    if (end != candidates_.end()) std::nth_element(begin, end, candidates_.end(), nearer);
    std::sort(begin, end, nearer);
  }

  std::vector<Candidate>& candidates_;
  std::size_t sorted_ = 0;
};

}  // namespace

Eigen::Matrix3d candidate_covariance(const Candidate& candidate, const MatchOptions& options) {
  if (candidate.color->covariance) return *candidate.color->covariance;
  const double se = candidate.is_measured() ? options.unknown_measured_se : options.unknown_predicted_se;
  return se * se * Eigen::Matrix3d::Identity();
}

void order_candidates(std::vector<Candidate>& candidates, const MatchTarget& target, const MatchOptions& options) {
  NearestFirst nearest(candidates);
  const bool by_price = prices_comparable(candidates);
  const Eigen::Matrix3d target_root = covariance_root(target.color.covariance);
  const auto samples_of = [&](const Candidate& candidate, ErrorStream stream) {
    return difference_samples(options.formula, target.color.lab, target_root, candidate.color->lab,
                              covariance_root(candidate_covariance(candidate, options)), stream);
  };
  const auto top = options.top == 0 ? candidates.size() : static_cast<std::size_t>(options.top);
  int group = 0;
  for (std::size_t first = 0; first < top && nearest.has(first);) {
    ++group;
    const auto leader = samples_of(candidates[first], ErrorStream::leader);
    std::size_t end = first + 1;
    while (nearest.has(end) && !is_worse(samples_of(candidates[end], ErrorStream::challenger), leader)) ++end;
    const auto begin = candidates.begin() + static_cast<std::ptrdiff_t>(first);
    const auto stop = candidates.begin() + static_cast<std::ptrdiff_t>(end);
    std::for_each(begin, stop, [&](Candidate& candidate) { candidate.tie_group = group; });
    std::sort(begin, stop, [&](const Candidate& x, const Candidate& y) {
      return preference_key(x, by_price) < preference_key(y, by_price);
    });
    first = end;
  }
}

}  // namespace shadematch::inline v0
