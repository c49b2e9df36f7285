// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <shadematch/formulate/recipe_report.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kAtLimit = 0.01;

std::string one_decimal(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1);
  return {text.data(), end.ptr};
}

/// A stock that lightens: it scatters far more than it absorbs, over the whole spectrum.
bool has_white(const RecipeModel& model) {
  const auto& all = model.ingredients();
  return std::any_of(all.begin(), all.end(), [](const Ingredient& stock) {
    double K = 0.0;
    double S = 0.0;
    for (std::size_t band = 4; band < kBandCount; ++band) {
      K += stock.K[band];
      S += stock.S[band];
    }
    return !stock.is_diluent && S > 0.0 && K < 0.05 * S;
  });
}

bool diluted_to_the_limit(const RecipeModel& model, const CupRules& rules, const Cup& cup) {
  const CupVolume volume = volume_of(model, cup);
  const double most = most_dilution(model, rules, cup);
  return std::isfinite(most) && volume.diluent > 0.9 * most * (volume.total - volume.diluent);
}

ReachReason lightness_reason(const RecipeModel& model, const CupRules& rules, const Cup& cup, double lighter) {
  const bool dots = rules.coverage_high > rules.coverage_low;
  const std::string by = one_decimal(std::abs(lighter));
  if (lighter > 0.0) {
    if (dots && cup.coverage < rules.coverage_low + kAtLimit) {
      return {"coverage_limit", "the target is " + by + " L* lighter than the nearest recipe at the least coverage"};
    }
    if (diluted_to_the_limit(model, rules, cup)) {
      return {"dilution_limit", "the target is " + by +
                                    " L* lighter than the nearest recipe, which is diluted as far "
                                    "as its stocks allow"};
    }
    return {"too_light_without_white", "the target is " + by + " L* lighter than the nearest recipe" +
                                           (has_white(model) ? "" : ", and no stock that may be used is a white")};
  }
  if (dots && cup.coverage > rules.coverage_high - kAtLimit) {
    return {"coverage_limit", "the target is " + by + " L* darker than the nearest recipe at the most coverage"};
  }
  return {"too_dark", "the target is " + by + " L* darker than the nearest recipe"};
}

}  // namespace

ReachReason reach_reason(const RecipeModel& model, const CupRules& rules, const ScoredCup& nearest) {
  const Lab& target = model.target_lab()[kDaylight];
  const Lab& lab = nearest.look.lab[kDaylight];
  if (rules.lowest_L && target.L < *rules.lowest_L) {
    return {"never_darker",
            "the target is darker than the lowest L* that was allowed, " + one_decimal(*rules.lowest_L)};
  }
  const std::array<double, 3> off{target.L - lab.L, target.a - lab.a, target.b - lab.b};
  const auto* const worst =
      std::max_element(off.begin(), off.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  const auto axis = worst - off.begin();
  if (axis == 0) return lightness_reason(model, rules, nearest.cup, off[0]);
  const std::string by = one_decimal(std::abs(*worst));
  if (axis == 1) {
    return off[1] > 0.0 ? ReachReason{"too_red", "the target is " + by + " a* redder than the nearest recipe"}
                        : ReachReason{"too_green", "the target is " + by + " a* greener than the nearest recipe"};
  }
  return off[2] > 0.0 ? ReachReason{"too_warm", "the target is " + by + " b* warmer than the nearest recipe"}
                      : ReachReason{"too_blue", "the target is " + by + " b* bluer than the nearest recipe"};
}

}  // namespace shadematch::inline v0
