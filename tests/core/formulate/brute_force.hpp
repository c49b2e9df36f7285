// SPDX-License-Identifier: Apache-2.0
// The oracle: every recipe, no cleverness.
#pragma once

#include <algorithm>
#include <vector>

#include <shadematch/formulate/recipe_report.hpp>
#include <shadematch/formulate/usable_stocks.hpp>

namespace shadematch::test {

/// All recipes of at most rules.most_drops drops, with at most rules.most_colorants colorants and one diluent; the 60
/// of least J by the table of the medium, rescored by its model, best first.
inline std::vector<ScoredCup> try_every_recipe(const RecipeModel& model, const CupRules& rules) {
  std::vector<ScoredCup> all;
  const std::size_t stocks = model.ingredients().size();
  std::vector<int> drops(stocks, 0);
  const auto take = [&] {
    ScoredCup each;
    for (std::size_t i = 0; i < stocks; ++i) {
      if (drops[i] == 0) continue;
      if (each.cup.parts == kMostParts) return;
      each.cup.stock[each.cup.parts] = static_cast<int>(i);
      each.drops[each.cup.parts++] = drops[i];
    }
    each.cup.coverage = .5 * (rules.coverage_low + rules.coverage_high);
    const int colorants = model.colorants(each.cup);
    if (colorants == 0 || colorants > rules.most_colorants) return;
    if (score_drops(model, rules, each)) all.push_back(each);
  };
  const auto count = [&](const auto& self, std::size_t stock, int left) -> void {
    if (stock == stocks) return take();
    for (int n = 0; n <= left; ++n) {
      drops[stock] = n;
      self(self, stock + 1, left - n);
    }
    drops[stock] = 0;
  };
  count(count, 0, rules.most_drops);
  const auto less = [](const ScoredCup& a, const ScoredCup& b) { return a.score.total < b.score.total; };
  const auto kept = static_cast<std::ptrdiff_t>(std::min<std::size_t>(all.size(), 60));
  std::partial_sort(all.begin(), all.begin() + kept, all.end(), less);
  all.erase(all.begin() + kept, all.end());
  for (ScoredCup& each : all) rescore(model, each);
  std::sort(all.begin(), all.end(), less);
  return all;
}

}  // namespace shadematch::test
