// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include <shadematch/formulate/cup_rules.hpp>

namespace shadematch::inline v0 {

int diluent_of(const CupRules& rules, const std::vector<int>& colorants) {
  if (colorants.empty()) return -1;
  const auto allows = [&](int colorant, int diluent) {
    const std::vector<int>& list = rules.diluents[static_cast<std::size_t>(colorant)];
    return std::find(list.begin(), list.end(), diluent) != list.end();
  };
  for (const int diluent : rules.diluents[static_cast<std::size_t>(colorants.front())]) {
    if (std::all_of(colorants.begin(), colorants.end(), [&](int each) { return allows(each, diluent); })) {
      return diluent;
    }
  }
  return -1;
}

double most_dilution(const RecipeModel& model, const CupRules& rules, const Cup& cup) {
  double most = rules.most_diluent.value_or(std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(cup, i);
    if (!stock.is_diluent && stock.most_diluent) most = std::min(most, *stock.most_diluent);
  }
  return most;
}

CupVolume volume_of(const RecipeModel& model, const Cup& cup) {
  CupVolume out;
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(cup, i);
    const double ml = cup.amount[i] / stock.dose * stock.drop_ml;
    out.total += ml;
    if (stock.is_diluent) out.diluent += ml;
  }
  return out;
}

bool obeys(const RecipeModel& model, const CupRules& rules, const Cup& cup, const std::array<int, kMostParts>& drops) {
  constexpr double kRounding = 1.0 + 1e-9;
  int sum = 0;
  if (rules.always_dilute && !model.ingredient(cup, cup.parts - 1).is_diluent) return false;
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const bool diluent = model.ingredient(cup, i).is_diluent;
    if (drops[i] < (diluent && !rules.always_dilute ? 0 : 1)) return false;
    if (drops[i] > 0 && drops[i] < rules.least_drops_each) return false;
    sum += drops[i];
  }
  if (sum > rules.most_drops) return false;
  const CupVolume volume = volume_of(model, cup);
  if (volume.total > rules.most_ml * kRounding || volume.total * kRounding < rules.least_ml) return false;
  return volume.diluent <= most_dilution(model, rules, cup) * (volume.total - volume.diluent) * kRounding;
}

}  // namespace shadematch::inline v0
