// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <shadematch/formulate/cup_correction.hpp>
#include <shadematch/formulate/recipe_report.hpp>
#include <shadematch/formulate/usable_stocks.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSumTolerance = 1e-3;
constexpr std::size_t kRescored = 20;

[[noreturn]] void refuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("correct_cup: expected " + expected + ", got " + got);
}

/// The cup and what may be added to it.
class Correction {
 public:
  Correction(UsableStocks stocks, const Medium& medium, const FormulationTarget& target,
             const std::vector<CupContent>& cup, double volume_ml, const CupCorrectionOptions& options)
      : options_(options), rules_(std::move(stocks.rules)), added_(stocks.ingredients.size()), model_([&] {
          for (const CupContent& each : cup) inside_.push_back(index_of(stocks.ingredients, each.stock_id));
          stocks.ingredients.push_back(cup_as_ingredient(stocks.ingredients, cup, volume_ml));
          return RecipeModel(std::move(stocks.ingredients), medium, target, options.formulation.weights);
        }()) {
    for (std::size_t i = 0; i < cup.size(); ++i) {
      const Ingredient& stock = model_.ingredients()[inside_[i]];
      if (stock.is_diluent) {
        diluent_ml_ += cup[i].fraction * volume_ml;
      } else {
        most_dilution_ = std::min(most_dilution_, limit_of(stock));
      }
    }
    if (rules_.most_diluent) most_dilution_ = std::min(most_dilution_, *rules_.most_diluent);
    volume_ml_ = volume_ml;
    if (volume_ml > rules_.most_ml) {
      refuse("a cup within cup_ml = " + std::to_string(rules_.most_ml), std::to_string(volume_ml) + " ml");
    }
  }

  [[nodiscard]] ScoredCup start(double coverage) const {
    ScoredCup out;
    out.cup.coverage = coverage;
    out.cup.stock[0] = static_cast<int>(added_);
    out.cup.amount[0] = model_.ingredients().back().dose;
    out.cup.parts = 1;
    out.drops[0] = 1;
    return out;
  }

  /// Every pair of stocks, every number of drops.
  [[nodiscard]] std::vector<ScoredCup> all_additions(double coverage) const {
    std::vector<ScoredCup> out;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < added_; ++a) {
      if (!may_join(a)) continue;
      for (std::size_t b = a; b < added_; ++b) {
        const bool pair = b != a;
        if (pair && (!may_join(b) || !may_share(a, b))) continue;
        if (!is_complete(a, b)) continue;
        const int fewest = rules_.least_drops_each;
        for (int m = pair ? fewest : 0; m <= (pair ? options_.most_added_each : 0); ++m) {
          for (int n = fewest; n <= options_.most_added_each; ++n) try_one(coverage, {a, b}, {n, m}, least, out);
        }
      }
    }
    std::sort(out.begin(), out.end(),
              [](const ScoredCup& x, const ScoredCup& y) { return x.score.total < y.score.total; });
    return out;
  }

  [[nodiscard]] const RecipeModel& model() const { return model_; }
  [[nodiscard]] double per_drop() const { return options_.per_added_drop; }

  /// The report without the cup among its parts.
  [[nodiscard]] FormulaRecipe report(const ScoredCup& each) const {
    FormulaRecipe out = recipe_report(model_, each);
    const auto is_cup = [&](const auto& part) { return part.stock_id == model_.ingredients().back().id; };
    out.parts.erase(std::remove_if(out.parts.begin(), out.parts.end(), is_cup), out.parts.end());
    out.drop_effects.erase(std::remove_if(out.drop_effects.begin(), out.drop_effects.end(), is_cup),
                           out.drop_effects.end());
    double diluent = diluent_ml_;
    for (const FormulaPart& part : out.parts) diluent += part.is_diluent ? part.ml : 0.0;
    out.dilution_number = diluent / (out.total_ml - diluent);
    return out;
  }

 private:
  static std::size_t index_of(const std::vector<Ingredient>& all, const std::string& id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Ingredient& each) { return each.id == id; });
    if (found == all.end()) refuse("stocks that may be used in the cup", "'" + id + "'");
    return static_cast<std::size_t>(found - all.begin());
  }

  Ingredient cup_as_ingredient(const std::vector<Ingredient>& all, const std::vector<CupContent>& cup,
                               double volume_ml) const {
    Ingredient out;
    out.id = "(cup)";
    out.drop_ml = volume_ml;
    out.dose = 0.0;
    out.drop_sd = 0.0;
    constexpr auto kBands = static_cast<Eigen::Index>(kBandCount);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(2 * kBands, 2 * kBands);
    for (std::size_t i = 0; i < cup.size(); ++i) {
      const Ingredient& stock = all[inside_[i]];
      out.dose += cup[i].fraction * volume_ml * stock.dose / stock.drop_ml;
    }
    for (std::size_t i = 0; i < cup.size(); ++i) {
      const Ingredient& stock = all[inside_[i]];
      const double share = cup[i].fraction * volume_ml * stock.dose / stock.drop_ml / out.dose;
      for (std::size_t band = 0; band < kBandCount; ++band) {
        out.K[band] += share * stock.K[band];
        out.S[band] += share * stock.S[band];
      }
      Eigen::VectorXd both(2 * kBands);
      both << Eigen::Map<const Eigen::VectorXd>(stock.K.data(), kBands),
          Eigen::Map<const Eigen::VectorXd>(stock.S.data(), kBands);
      const double strength = share < 1.0 ? stock.strength_sd : 0.0;
      covariance += share * share * strength * strength * both * both.transpose();
      if (stock.covariance) covariance += share * share * *stock.covariance;
      out.synthetic = out.synthetic || stock.synthetic;
    }
    out.strength_sd = 0.0;  // a cup has one strength; what it holds may be wrong
    out.covariance = std::make_shared<const Eigen::MatrixXd>(std::move(covariance));
    return out;
  }

  static double limit_of(const Ingredient& stock) {
    return stock.most_diluent.value_or(std::numeric_limits<double>::infinity());
  }

  [[nodiscard]] bool may_join(std::size_t stock) const {
    return std::all_of(inside_.begin(), inside_.end(), [&](std::size_t each) { return may_share(each, stock); });
  }

  /// Two stocks in one cup: not kept apart, and a diluent is one that the colorant allows.
  [[nodiscard]] bool may_share(std::size_t a, std::size_t b) const {
    if (rules_.apart[a][b] != 0 || rules_.apart[b][a] != 0) return false;
    const bool a_dilutes = model_.ingredients()[a].is_diluent;
    if (a_dilutes == model_.ingredients()[b].is_diluent) return !a_dilutes || a == b;
    const std::vector<int>& allowed = rules_.diluents[a_dilutes ? b : a];
    return std::find(allowed.begin(), allowed.end(), static_cast<int>(a_dilutes ? a : b)) != allowed.end();
  }

  /// Every mandatory stock is in the cup or added.
  [[nodiscard]] bool is_complete(std::size_t a, std::size_t b) const {
    return std::all_of(rules_.mandatory.begin(), rules_.mandatory.end(), [&](int each) {
      const auto stock = static_cast<std::size_t>(each);
      return stock == a || stock == b || std::find(inside_.begin(), inside_.end(), stock) != inside_.end();
    });
  }

  void try_one(double coverage, std::array<std::size_t, 2> stocks, std::array<int, 2> drops, double& least,
               std::vector<ScoredCup>& out) const {
    ScoredCup each = start(coverage);
    double total = volume_ml_;
    double diluent = diluent_ml_;
    double most = most_dilution_;
    for (std::size_t i = 0; i < 2; ++i) {
      if (drops[i] == 0) continue;
      const Ingredient& stock = model_.ingredients()[stocks[i]];
      each.cup.stock[each.cup.parts] = static_cast<int>(stocks[i]);
      each.cup.amount[each.cup.parts] = drops[i] * stock.dose;
      each.drops[each.cup.parts++] = drops[i];
      total += drops[i] * stock.drop_ml;
      if (stock.is_diluent) diluent += drops[i] * stock.drop_ml;
      if (!stock.is_diluent) most = std::min(most, limit_of(stock));
    }
    if (total > rules_.most_ml || diluent > most * (total - diluent) * (1 + 1e-9)) return;
    const double added = options_.per_added_drop * (drops[0] + drops[1]);
    const Look look = model_.look(each.cup);
    if (rules_.lowest_L && look.lab[kDaylight].L < *rules_.lowest_L) return;
    if (model_.color_cost(each.cup, look) + added > least + 1.0) return;
    each.score = model_.score(each.cup, each.drops);
    each.score.total += added;
    each.look = look;
    least = std::min(least, each.score.total);
    out.push_back(each);
  }

  CupCorrectionOptions options_;
  CupRules rules_;
  std::size_t added_;  // number of stocks that can be added, and index of the cup
  std::vector<std::size_t> inside_;
  RecipeModel model_;
  double volume_ml_ = 0, diluent_ml_ = 0;
  double most_dilution_ = std::numeric_limits<double>::infinity();
};

void check_cup(const std::vector<CupContent>& cup, double volume_ml, const CupCorrectionOptions& options) {
  if (!(volume_ml > 0.0 && std::isfinite(volume_ml))) refuse("a cup of more than 0 ml", std::to_string(volume_ml));
  if (options.most_added_each < 1 || options.most_added_each > 100) {
    refuse("most_added_each in 1..100", std::to_string(options.most_added_each));
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < cup.size(); ++i) {
    if (!(cup[i].fraction >= 0.0)) refuse("fractions >= 0", std::to_string(cup[i].fraction));
    sum += cup[i].fraction;
    for (std::size_t j = 0; j < i; ++j) {
      if (cup[i].stock_id == cup[j].stock_id) refuse("every stock once", "'" + cup[i].stock_id + "' twice");
    }
  }
  if (!(std::abs(sum - 1.0) <= kSumTolerance)) {
    refuse("fractions of the cup that sum to 1 (are they in percent or drops?)", std::to_string(sum));
  }
}

void tell(const std::vector<ScoredCup>& best, double tolerance, double now, const Formulation& fresh,
          CupCorrection& out) {
  out.already_there = now <= tolerance;
  out.reached = std::any_of(best.begin(), best.end(),
                            [&](const ScoredCup& each) { return each.score.delta_e[kDaylight] <= tolerance; });
  out.new_cup_delta_e = std::numeric_limits<double>::infinity();
  for (const FormulaRecipe& each : fresh.recipes) {
    out.new_cup_delta_e = std::min(out.new_cup_delta_e, each.score.delta_e[kDaylight]);
  }
  out.only_new_cup = !out.already_there && !out.reached && fresh.reached;
  out.sentence = out.already_there  ? "the cup is within the tolerance as it is"
                 : out.reached      ? "additions bring the cup within the tolerance"
                 : out.only_new_cup ? "only a new cup can reach this"
                                    : "neither additions nor a new cup reach this: " + fresh.sentence;
}

}  // namespace

CupCorrection correct_cup(const Catalogue& catalogue, const Medium& medium, const FormulationTarget& target,
                          const std::vector<CupContent>& cup, double volume_ml, double coverage,
                          const CupCorrectionOptions& options) {
  check_cup(cup, volume_ml, options);
  FormulationOptions same_place = options.formulation;
  same_place.coverage_low = same_place.coverage_high = medium.has_coverage() ? coverage : 1.0;
  const Formulation fresh = formulate(catalogue, medium, target, same_place);
  const Correction correction(usable_stocks(catalogue, medium, options.formulation), medium, target, cup, volume_ml,
                              options);
  const double used = medium.has_coverage() ? coverage : 1.0;
  ScoredCup now = correction.start(used);
  rescore(correction.model(), now);
  CupCorrection out;
  out.now = correction.report(now);
  std::vector<ScoredCup> best = correction.all_additions(used);
  best.resize(std::min(best.size(), kRescored));
  for (ScoredCup& each : best) {
    rescore(correction.model(), each);
    for (std::size_t i = 1; i < each.cup.parts; ++i) each.score.total += correction.per_drop() * each.drops[i];
  }
  std::sort(best.begin(), best.end(),
            [](const ScoredCup& a, const ScoredCup& b) { return a.score.total < b.score.total; });
  tell(best, options.formulation.tolerance, now.score.delta_e[kDaylight], fresh, out);
  const auto most = static_cast<std::size_t>(options.formulation.most_recipes);
  for (std::size_t i = 0; i < std::min(best.size(), most); ++i) out.additions.push_back(correction.report(best[i]));
  return out;
}

}  // namespace shadematch::inline v0
