// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include <shadematch/formulate/every_recipe.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kMargin = 1.0;

/// Calls `use` with every set of colorants that the rules allow.
template <class Use>
void for_each_set(const RecipeModel& model, const CupRules& rules, const Use& use) {
  std::vector<int> chosen;
  const auto choose = [&](const auto& self, std::size_t from) -> void {
    const bool complete = std::all_of(rules.mandatory.begin(), rules.mandatory.end(), [&](int each) {
      return std::find(chosen.begin(), chosen.end(), each) != chosen.end();
    });
    if (!chosen.empty() && complete) use(chosen);
    if (static_cast<int>(chosen.size()) == rules.most_colorants) return;
    for (std::size_t i = from; i < model.ingredients().size(); ++i) {
      const bool apart = std::any_of(chosen.begin(), chosen.end(),
                                     [&](int each) { return rules.apart[static_cast<std::size_t>(each)][i] != 0; });
      if (apart || model.ingredients()[i].is_diluent) continue;
      chosen.push_back(static_cast<int>(i));
      self(self, i + 1);
      chosen.pop_back();
    }
  };
  choose(choose, 0);
}

/// Recipes of a set: n_i >= 1 of `colorants`, n >= 0 of the diluent, at most most_drops together.
double lattice_size(const CupRules& rules, std::size_t colorants, bool diluted) {
  const std::size_t parts = colorants + (diluted ? 1 : 0);
  const double free = rules.most_drops - static_cast<double>(colorants);
  double out = 1.0;
  for (std::size_t i = 1; i <= parts; ++i) out *= (free + static_cast<double>(i)) / static_cast<double>(i);
  return std::max(out, 0.0);
}

class Enumeration {
 public:
  Enumeration(const RecipeModel& model, const CupRules& rules) : model_(model), rules_(rules) {}

  void take_set(const std::vector<int>& colorants) {
    set_ = {};
    for (const int each : colorants) set_.cup.stock[set_.cup.parts++] = each;
    if (const int diluent = diluent_of(rules_, colorants); diluent >= 0) set_.cup.stock[set_.cup.parts++] = diluent;
    set_.cup.coverage = 0.5 * (rules_.coverage_low + rules_.coverage_high);
    count(0, rules_.most_drops);
  }

  std::vector<ScoredCup> found;

 private:
  void count(std::size_t part, int left) {
    if (part == set_.cup.parts) return take_recipe();
    const Ingredient& stock = model_.ingredient(set_.cup, part);
    for (int n = stock.is_diluent ? 0 : 1; n <= left; ++n) {
      set_.drops[part] = n;
      set_.cup.amount[part] = n * stock.dose;
      count(part + 1, left - n);
    }
  }

  void take_recipe() {
    // The coverage is not settled yet where there is one: only then could the color still come nearer.
    const bool fixed = !(rules_.coverage_high > rules_.coverage_low);
    if (fixed && model_.color_cost(set_.cup, model_.look(set_.cup)) > least_ + kMargin) return;
    ScoredCup each = set_;
    if (!score_drops(model_, rules_, each)) return;
    least_ = std::min(least_, each.score.total);
    found.push_back(each);
  }

  const RecipeModel& model_;
  const CupRules& rules_;
  ScoredCup set_;
  double least_ = std::numeric_limits<double>::infinity();
};

}  // namespace

double recipe_count(const RecipeModel& model, const CupRules& rules) {
  const auto& all = model.ingredients();
  const auto colorants = std::count_if(all.begin(), all.end(), [](const Ingredient& each) { return !each.is_diluent; });
  const bool diluted = static_cast<std::size_t>(colorants) < all.size();
  double sets = 1.0;
  double out = 0.0;
  for (int size = 1; size <= std::min<int>(rules.most_colorants, static_cast<int>(colorants)); ++size) {
    sets *= static_cast<double>(colorants - size + 1) / size;
    out += sets * lattice_size(rules, static_cast<std::size_t>(size), diluted);
  }
  return out;
}

std::vector<ScoredCup> every_recipe(const RecipeModel& model, const CupRules& rules) {
  Enumeration all(model, rules);
  for_each_set(model, rules, [&](const std::vector<int>& colorants) { all.take_set(colorants); });
  return std::move(all.found);
}

}  // namespace shadematch::inline v0
