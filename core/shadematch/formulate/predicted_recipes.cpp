// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/formulate/predicted_recipes.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kNone = 0.25;  // drops that stand for none where a logarithm is taken
constexpr double kSoft = 0.05;

/// Everything about a fit that the prediction of one recipe needs.
class Prediction {
 public:
  Prediction(const RecipeModel& model, const CupRules& rules, const ShareFit& fit)
      : model_(model), rules_(rules), fit_(fit), residuals_(group_residuals(model, fit.look)) {
    double sum = 0.0;
    for (std::size_t i = 0; i < fit.cup.parts; ++i) {
      by_amount_[i] = group_change(model, fit.slopes.by_amount[i]);
      share_[i] = fit.cup.amount[i] / model.ingredient(fit.cup, i).dose;
      sum += share_[i];
      const double sd = model.ingredient(fit.cup, i).drop_sd;
      spread_[i] = sd * sd * by_amount_[i].head<3>().squaredNorm();
    }
    for (double& share : share_) share /= sum;
    by_coverage_ = group_change(model, fit.slopes.by_coverage);
    coverage_free_ = rules.coverage_high > rules.coverage_low;
  }

  [[nodiscard]] const std::array<double, kMostParts>& share() const { return share_; }

  [[nodiscard]] PredictedRecipe of(const std::array<int, kMostParts>& drops) const {
    GroupResiduals r = residuals_;
    double squares = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < fit_.cup.parts; ++i) total += drops[i];
    for (std::size_t i = 0; i < fit_.cup.parts; ++i) {
      const double n = drops[i] > 0 ? drops[i] : kNone;
      r += std::log(n / (share_[i] * total)) * by_amount_[i];
      if (drops[i] > 0) squares += spread_[i] / n;
    }
    PredictedRecipe out{drops, fit_.cup.coverage, 0.0};
    if (coverage_free_) {
      const double move = coverage_move(model_, r, by_coverage_);
      out.coverage = std::clamp(out.coverage + move, rules_.coverage_low, rules_.coverage_high);
      r += (out.coverage - fit_.cup.coverage) * by_coverage_;
    }
    out.cost = group_cost(model_, r) + model_.weights().sensitivity * std::sqrt(squares);
    return out;
  }

 private:
  const RecipeModel& model_;
  const CupRules& rules_;
  const ShareFit& fit_;
  GroupResiduals residuals_, by_coverage_;
  std::array<GroupResiduals, kMostParts> by_amount_;
  std::array<double, kMostParts> share_{}, spread_{};
  bool coverage_free_ = false;
};

bool same_ratio(const PredictedRecipe& a, const PredictedRecipe& b, std::size_t parts) {
  for (std::size_t i = 1; i < parts; ++i) {
    if (a.drops[i] * b.drops[0] != b.drops[i] * a.drops[0]) return false;
  }
  return true;
}

}  // namespace

double coverage_move(const RecipeModel& model, const GroupResiduals& residuals, const GroupResiduals& by_coverage) {
  const auto weights = group_weights(model);
  double up = 0.0;
  double down = 1e-9;
  for (Eigen::Index k = 0; k < kGroups; ++k) {
    const auto r = residuals.segment<3>(3 * k);
    const auto d = by_coverage.segment<3>(3 * k);
    const double w = weights[static_cast<std::size_t>(k)] / std::sqrt(r.squaredNorm() + kSoft * kSoft);
    up += w * r.dot(d);
    down += w * d.squaredNorm();
  }
  return -up / down;
}

std::vector<PredictedRecipe> predicted_recipes(const RecipeModel& model, const CupRules& rules, const ShareFit& fit,
                                               int count) {
  const Prediction prediction(model, rules, fit);
  const std::size_t parts = fit.cup.parts;
  std::vector<PredictedRecipe> all;
  std::array<int, kMostParts> drops{};
  for (int total = 1; total <= rules.most_drops; ++total) {
    const auto box = [&](const auto& self, std::size_t part, int left) -> void {
      const int least = model.ingredient(fit.cup, part).is_diluent && !rules.always_dilute ? 0 : 1;
      const double ideal = prediction.share()[part] * total;
      const auto near = static_cast<int>(std::lround(ideal));
      if (part + 1 == parts) {
        // What is left over goes to the last part: it absorbs the rounding of the others.
        if (left < least || std::abs(left - ideal) > static_cast<double>(parts)) return;
        drops[part] = left;
        all.push_back(prediction.of(drops));
        return;
      }
      for (int n = std::max(near - 1, least); n <= std::min(std::max(near + 1, least), left); ++n) {
        drops[part] = n;
        self(self, part + 1, left - n);
      }
    };
    box(box, 0, total);
  }
  // Many of the best break a rule or repeat a ratio: more than `count` are looked through.
  const auto first = all.begin() + std::min(std::ssize(all), std::ptrdiff_t{40} * count);
  std::partial_sort(all.begin(), first, all.end(),
                    [](const PredictedRecipe& a, const PredictedRecipe& b) { return a.cost < b.cost; });
  all.erase(first, all.end());
  std::vector<PredictedRecipe> out;
  for (const PredictedRecipe& each : all) {
    if (static_cast<int>(out.size()) >= count) break;
    Cup cup = fit.cup;
    for (std::size_t i = 0; i < parts; ++i) cup.amount[i] = each.drops[i] * model.ingredient(cup, i).dose;
    if (!obeys(model, rules, cup, each.drops)) continue;
    const auto twin = [&](const PredictedRecipe& other) { return same_ratio(each, other, parts); };
    if (std::none_of(out.begin(), out.end(), twin)) out.push_back(each);
  }
  return out;
}

}  // namespace shadematch::inline v0
