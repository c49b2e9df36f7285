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

}  // namespace

Eigen::Matrix3d candidate_covariance(const Candidate& candidate, const MatchOptions& options) {
  if (candidate.color->covariance) return *candidate.color->covariance;
  const double se = candidate.is_measured() ? options.unknown_measured_se : options.unknown_predicted_se;
  return se * se * Eigen::Matrix3d::Identity();
}

void order_candidates(std::vector<Candidate>& candidates, const MatchTarget& target, const MatchOptions& options) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
    return std::tie(x.delta_e, x.mix->id) < std::tie(y.delta_e, y.mix->id);
  });
  const bool by_price = prices_comparable(candidates);
  const Eigen::Matrix3d target_root = covariance_root(target.color.covariance);
  const auto samples_of = [&](const Candidate& candidate, ErrorStream stream) {
    return difference_samples(options.formula, target.color.lab, target_root, candidate.color->lab,
                              covariance_root(candidate_covariance(candidate, options)), stream);
  };
  const auto top = options.top == 0 ? candidates.size() : static_cast<std::size_t>(options.top);
  int group = 0;
  for (std::size_t first = 0; first < std::min(top, candidates.size());) {
    ++group;
    const auto leader = samples_of(candidates[first], ErrorStream::leader);
    std::size_t end = first + 1;
    while (end < candidates.size() && !is_worse(samples_of(candidates[end], ErrorStream::challenger), leader)) ++end;
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
