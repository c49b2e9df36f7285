// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <shadematch/formulate/set_screen.hpp>
#include <shadematch/formulate/subset_search.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kFirstSteps = 4, kSteps = 8;
constexpr std::size_t kSecondPerKept = 3;  // sets that are fitted to their end, for each that is kept
constexpr double kThicker = 0.02;          // of the diluent
// A screened cost that many times the worst that is kept does not become one of the best.
constexpr double kHopeless = 1.3;

bool cheaper(const ShareFit& a, const ShareFit& b) {
  return a.cost < b.cost;
}

Cup cup_of(const CupRules& rules, const std::vector<int>& colorants) {
  Cup cup;
  for (const int each : colorants) cup.stock[cup.parts++] = each;
  const int diluent = diluent_of(rules, colorants);
  if (diluent >= 0) cup.stock[cup.parts++] = diluent;
  cup.coverage = 0.5 * (rules.coverage_low + rules.coverage_high);
  return cup;
}

/// One stock, from the dilution that looks best.
ShareFit single_fit(const RecipeModel& model, const CupRules& rules, int colorant) {
  Cup cup = cup_of(rules, {colorant});
  cup.amount[0] = 1.0;
  if (cup.parts == 1) return fit_shares(model, rules, cup, kSteps);
  const double most = std::min(most_dilution(model, rules, cup), 200.0);
  Cup best = cup;
  double least = std::numeric_limits<double>::infinity();
  for (const double part : {0.002, 0.01, 0.03, 0.1, 0.25, 0.5, 1.0}) {
    cup.amount[1] = std::max(part * most, 0.02);
    const double cost = group_cost(model, group_residuals(model, model.look(cup)));
    if (cost < least) best = cup;
    least = std::min(least, cost);
  }
  return fit_shares(model, rules, best, kSteps);
}

ShareFit screened_fit(const RecipeModel& model, const CupRules& rules, const ScreenedSet& set, int size) {
  const std::vector<int> colorants(set.stock.begin(), set.stock.begin() + size);
  Cup cup = cup_of(rules, colorants);
  cup.coverage = set.coverage;
  double sum = 0.0;
  for (std::size_t i = 0; i < colorants.size(); ++i) sum += cup.amount[i] = set.share[i];
  if (cup.parts > colorants.size()) cup.amount[colorants.size()] = std::max(1.0 - sum, 0.02 * sum);
  return fit_shares(model, rules, cup, kFirstSteps);
}

/// Cost of the last set that would be kept; infinite while there are fewer.
double worst_kept(std::vector<ShareFit>& all, std::size_t keep) {
  if (all.size() < keep) return std::numeric_limits<double>::infinity();
  const auto last = all.begin() + static_cast<std::ptrdiff_t>(keep) - 1;
  std::nth_element(all.begin(), last, all.end(), cheaper);
  return last->cost;
}

/// A set fitted to its end, also from a thick cup: between thin dark inks and thick white ones lies a hill.
ShareFit settled(const RecipeModel& model, const CupRules& rules, const ShareFit& fit) {
  ShareFit here = fit_shares(model, rules, fit.cup, kSteps);
  Cup thick = here.cup;
  const std::size_t last = thick.parts - 1;
  if (!model.ingredient(thick, last).is_diluent) return here;
  thick.amount[last] = std::max(thick.amount[last], 0.02) * kThicker;
  ShareFit there = fit_shares(model, rules, thick, kFirstSteps);
  return cheaper(there, here) ? there : here;
}

/// A set once more from thicker and thinner cups. Both sides of the hill are kept, for whole drops may suit the one
/// that looks worse.
std::vector<ShareFit> refined(const RecipeModel& model, const CupRules& rules, const ShareFit& fit) {
  std::vector<ShareFit> out{fit_shares(model, rules, fit.cup, kFirstSteps + 2)};
  const std::size_t last = fit.cup.parts - 1;
  if (!model.ingredient(fit.cup, last).is_diluent) return out;
  for (const double diluent : {kThicker, 0.3, 3.0}) {
    Cup cup = out.front().cup;
    cup.amount[last] = std::max(cup.amount[last], 0.02) * diluent;
    const ShareFit other = fit_shares(model, rules, cup, kFirstSteps + 2);
    const auto twin = std::find_if(out.begin(), out.end(), [&](const ShareFit& each) {
      const double ratio = (1.0 - each.cup.amount[last]) / (1.0 - other.cup.amount[last]);
      return ratio > 0.5 && ratio < 2.0;
    });
    if (twin == out.end()) {
      out.push_back(other);
    } else if (other.cost < twin->cost) {
      *twin = other;
    }
  }
  return out;
}

}  // namespace

std::vector<ShareFit> search_subsets(const RecipeModel& model, const CupRules& rules,
                                     const SubsetSearchOptions& options, int* fitted) {
  const auto keep = static_cast<std::size_t>(options.keep);
  std::vector<ShareFit> all;
  if (rules.mandatory.size() <= 1) {
    for (std::size_t i = 0; i < model.ingredients().size(); ++i) {
      const bool wanted = rules.mandatory.empty() || rules.mandatory.front() == static_cast<int>(i);
      if (wanted && !model.ingredients()[i].is_diluent) all.push_back(single_fit(model, rules, static_cast<int>(i)));
    }
  }
  const int per_size =
      options.fitted_per_size > 0 ? options.fitted_per_size : 18 * static_cast<int>(model.ingredients().size());
  if (rules.most_colorants > 1) {
    const SetScreen screen(model, rules);
    for (int size = 2; size <= rules.most_colorants; ++size) {
      if (model.weights().per_colorant * (size - 1) > worst_kept(all, keep)) break;
      const double hopeless = kHopeless * worst_kept(all, keep);
      for (const ScreenedSet& set : screen.best(size, per_size)) {
        if (set.cost > hopeless) break;
        all.push_back(screened_fit(model, rules, set, size));
      }
    }
  }
  std::sort(all.begin(), all.end(), cheaper);
  if (fitted != nullptr) *fitted = static_cast<int>(all.size());
  all.resize(std::min(all.size(), kSecondPerKept * keep));
  for (ShareFit& each : all) each = settled(model, rules, each);
  std::sort(all.begin(), all.end(), cheaper);
  all.resize(std::min(all.size(), keep));
  std::vector<ShareFit> out;
  for (const ShareFit& each : all) {
    const std::vector<ShareFit> both = refined(model, rules, each);
    out.insert(out.end(), both.begin(), both.end());
  }
  std::sort(out.begin(), out.end(), cheaper);
  out.resize(std::min(out.size(), 2 * keep));
  return out;
}

}  // namespace shadematch::inline v0
