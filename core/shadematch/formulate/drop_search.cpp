// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <shadematch/formulate/drop_search.hpp>
#include <shadematch/formulate/predicted_recipes.hpp>

namespace shadematch::inline v0 {
namespace {

/// Best coverage of a cup whose drops are given: Newton steps on the reweighted squares, then kept within the rules.
void settle_coverage(const RecipeModel& model, const CupRules& rules, Cup& cup, Look& look, LookSlopes& slopes) {
  constexpr int kSteps = 3;
  look = model.look(cup, slopes);
  if (!(rules.coverage_high > rules.coverage_low)) return;
  for (int step = 0; step < kSteps; ++step) {
    const GroupResiduals r = group_residuals(model, look);
    const GroupResiduals d = group_change(model, slopes.by_coverage);
    const double move = coverage_move(model, r, d);
    const double next = std::clamp(cup.coverage + move, rules.coverage_low, rules.coverage_high);
    if (std::abs(next - cup.coverage) < 1e-4) return;
    cup.coverage = next;
    look = model.look(cup, slopes);
  }
}

using Key = std::array<int, 2 * kMostParts>;

Key key_of(const ScoredCup& each) {
  Key key{};
  for (std::size_t i = 0; i < each.cup.parts; ++i) {
    key[2 * i] = each.cup.stock[i] + 1;
    key[2 * i + 1] = each.drops[i];
  }
  return key;
}

class DropSearch {
 public:
  DropSearch(const RecipeModel& model, const CupRules& rules, const DropSearchOptions& options)
      : model_(model), rules_(rules), options_(options) {}

  std::vector<ScoredCup> run(const std::vector<ShareFit>& fits) {
    for (const ShareFit& fit : fits) try_predicted(fit);
    polish();
    std::vector<ScoredCup> out;
    for (auto& [key, each] : pool_) {
      if (each.score.colorants > 0) out.push_back(each);
    }
    return out;
  }

  [[nodiscard]] int evaluated() const { return evaluated_; }

 private:
  /// Works a recipe out once; null if it breaks the rules.
  const ScoredCup* work_out(const Cup& shares, const std::array<int, kMostParts>& drops) {
    ScoredCup each{shares, drops, {}, {}};
    const auto [place, is_new] = pool_.try_emplace(key_of(each));
    if (is_new) {
      ++evaluated_;
      if (score_drops(model_, rules_, each)) place->second = each;
    }
    return place->second.score.colorants > 0 ? &place->second : nullptr;
  }

  void try_predicted(const ShareFit& fit) {
    for (const PredictedRecipe& each : predicted_recipes(model_, rules_, fit, options_.tried_per_set)) {
      Cup cup = fit.cup;
      cup.coverage = each.coverage;
      (void)work_out(cup, each.drops);
    }
  }

  void polish() {
    std::vector<const ScoredCup*> best;
    for (const auto& [key, each] : pool_) {
      if (each.score.colorants > 0) best.push_back(&each);
    }
    std::sort(best.begin(), best.end(),
              [](const ScoredCup* a, const ScoredCup* b) { return a->score.total < b->score.total; });
    best.resize(std::min(best.size(), static_cast<std::size_t>(options_.polished)));
    for (const ScoredCup* each : best) {
      while (const ScoredCup* better = best_neighbor(*each)) each = better;
    }
  }

  /// One drop more, one less, or one drop of one stock for one of another.
  const ScoredCup* best_neighbor(const ScoredCup& from) {
    const ScoredCup* best = nullptr;
    double least = from.score.total - 1e-9;
    const Cup cup = from.cup;
    const auto try_one = [&](const std::array<int, kMostParts>& drops) {
      const ScoredCup* each = work_out(cup, drops);
      if (each == nullptr || !(each->score.total < least)) return;
      best = each;
      least = each->score.total;
    };
    const std::array<int, kMostParts> start = from.drops;
    for (std::size_t i = 0; i < cup.parts; ++i) {
      for (const int more : {1, -1}) {
        auto drops = start;
        drops[i] += more;
        try_one(drops);
        for (std::size_t j = 0; j < cup.parts; ++j) {
          if (j == i) continue;
          auto both = drops;
          both[j] -= more;
          if (more == 1) try_one(both);
        }
      }
    }
    return best;
  }

  const RecipeModel& model_;
  const CupRules& rules_;
  DropSearchOptions options_;
  std::map<Key, ScoredCup> pool_;
  int evaluated_ = 0;
};

}  // namespace

bool score_drops(const RecipeModel& model, const CupRules& rules, ScoredCup& candidate) {
  Cup& cup = candidate.cup;
  for (std::size_t i = 0; i < cup.parts; ++i) cup.amount[i] = candidate.drops[i] * model.ingredient(cup, i).dose;
  if (!obeys(model, rules, cup, candidate.drops)) return false;
  cup.coverage = std::clamp(cup.coverage, rules.coverage_low, rules.coverage_high);
  LookSlopes slopes;
  settle_coverage(model, rules, cup, candidate.look, slopes);
  if (rules.lowest_L && candidate.look.lab[kDaylight].L < *rules.lowest_L) return false;
  candidate.score = model.score(cup, candidate.drops, candidate.look, slopes);
  return true;
}

std::vector<ScoredCup> search_drops(const RecipeModel& model, const CupRules& rules, const std::vector<ShareFit>& fits,
                                    const DropSearchOptions& options, int* evaluated) {
  DropSearch search(model, rules, options);
  std::vector<ScoredCup> out = search.run(fits);
  if (evaluated != nullptr) *evaluated = search.evaluated();
  return out;
}

}  // namespace shadematch::inline v0
