// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <shadematch/formulate/recipe_report.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kMostOfOneSet = 3;
constexpr double kEqual = 0.005;  // smaller differences are none
constexpr double kSame = 1e-9;
constexpr double kAlikeLab = 0.2, kAlikeCoverage = 0.02;

/// At least as good in every respect.
bool dominates(const RecipeScore& a, const RecipeScore& b) {
  return a.delta_e[kDaylight] <= b.delta_e[kDaylight] + kEqual && a.metamerism <= b.metamerism + kEqual &&
         a.colorants <= b.colorants && a.sensitivity <= b.sensitivity + kEqual && a.total <= b.total + kEqual;
}

bool same_ratio(const ScoredCup& a, const ScoredCup& b) {
  if (a.cup.stock != b.cup.stock || a.cup.parts != b.cup.parts) return false;
  for (std::size_t i = 1; i < a.cup.parts; ++i) {
    if (a.drops[i] * b.drops[0] != b.drops[i] * a.drops[0]) return false;
  }
  return true;
}

/// Stocks that are in the cup with at least one drop.
std::vector<int> set_of(const ScoredCup& each) {
  std::vector<int> out;
  for (std::size_t i = 0; i < each.cup.parts; ++i) {
    if (each.drops[i] > 0) out.push_back(each.cup.stock[i]);
  }
  return out;
}

/// The same stocks and, to the eye, the same color at the same coverage.
bool alike(const ScoredCup& a, const ScoredCup& b) {
  const Lab& x = a.look.lab[kDaylight];
  const Lab& y = b.look.lab[kDaylight];
  return set_of(a) == set_of(b) && std::abs(a.cup.coverage - b.cup.coverage) < kAlikeCoverage &&
         std::hypot(x.L - y.L, x.a - y.a, x.b - y.b) < kAlikeLab;
}

}  // namespace

std::vector<ScoredCup> best_list(std::vector<ScoredCup> candidates, int most) {
  // Of equal ones the smallest cup: nothing is gained by mixing more.
  const auto drops_of = [](const ScoredCup& each) { return std::accumulate(each.drops.begin(), each.drops.end(), 0); };
  std::sort(candidates.begin(), candidates.end(), [&](const ScoredCup& a, const ScoredCup& b) {
    const double gap = a.score.total - b.score.total;
    return std::abs(gap) > kSame ? gap < 0.0 : drops_of(a) < drops_of(b);
  });
  std::vector<ScoredCup> out;
  std::map<std::vector<int>, int> of_set;
  const auto nearer = [](const ScoredCup& a, const ScoredCup& b) {
    return a.score.delta_e[kDaylight] < b.score.delta_e[kDaylight];
  };
  const auto nearest = std::min_element(candidates.begin(), candidates.end(), nearer);
  for (const ScoredCup& each : candidates) {
    const auto beaten = [&](const ScoredCup& other) {
      return dominates(other.score, each.score) || same_ratio(other, each) || alike(other, each);
    };
    if (std::any_of(out.begin(), out.end(), beaten) || of_set[set_of(each)] >= kMostOfOneSet) continue;
    ++of_set[set_of(each)];
    out.push_back(each);
  }
  if (out.size() > static_cast<std::size_t>(most)) out.resize(static_cast<std::size_t>(most));
  const auto as_near = [&](const ScoredCup& each) { return !nearer(*nearest, each); };
  if (most > 1 && !out.empty() && std::none_of(out.begin(), out.end(), as_near)) {
    if (out.size() == static_cast<std::size_t>(most)) out.pop_back();
    out.push_back(*nearest);
  }
  return out;
}

}  // namespace shadematch::inline v0
