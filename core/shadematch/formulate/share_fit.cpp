// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include <shadematch/formulate/share_fit.hpp>

namespace shadematch::inline v0 {
namespace {

using Eigen::Index;
constexpr Index kUnknowns = static_cast<Index>(kMostParts) + 1;  // ln amounts and the coverage
using Vector = Eigen::Matrix<double, kUnknowns, 1>;
using Square = Eigen::Matrix<double, kUnknowns, kUnknowns>;

constexpr double kSoft = 0.05;        // of a length, CIEDE2000: keeps the weights finite at 0
constexpr double kLargestMove = 1.5;  // of a ln amount in one step
constexpr double kEnough = 2e-3;      // relative gain that ends the steps
constexpr double kDarkPenalty = 5.0;  // per L* below the lowest that is allowed
constexpr double kLeastAmount = 1e-6;
constexpr double kLeastDrops = 0.5;  // less than one drop rounds to none or one

double too_dark(const CupRules& rules, const Look& look) {
  return rules.lowest_L ? std::max(*rules.lowest_L - look.lab[kDaylight].L, 0.0) : 0.0;
}

/// No colorant below what a full cup can hold of it in whole drops.
void raise_to_whole_drops(const RecipeModel& model, const CupRules& rules, Cup& cup) {
  double drops = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) drops += cup.amount[i] / model.ingredient(cup, i).dose;
  const double least = std::min(0.5, static_cast<double>(rules.least_drops_each) / rules.most_drops) * drops;
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(cup, i);
    if (!stock.is_diluent) cup.amount[i] = std::max(cup.amount[i], least * stock.dose);
  }
}

/// Shares of 1, diluent and coverage within the rules.
void settle(const RecipeModel& model, const CupRules& rules, Cup& cup) {
  cup.coverage = std::clamp(cup.coverage, rules.coverage_low, rules.coverage_high);
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(cup, i);
    if (!stock.is_diluent) continue;
    const CupVolume volume = volume_of(model, cup);
    const double most = most_dilution(model, rules, cup) * (volume.total - volume.diluent);
    if (volume.diluent > most) cup.amount[i] *= most / volume.diluent;
  }
  raise_to_whole_drops(model, rules, cup);
  double sum = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) sum += cup.amount[i];
  for (std::size_t i = 0; i < cup.parts; ++i) cup.amount[i] = std::max(cup.amount[i] / sum, kLeastAmount);
}

struct Normal {
  Square A = Square::Zero();
  Vector g = Vector::Zero();
};

/// Spread of each part in CIEDE2000 if the cup has most_drops drops; the root of the sum of their squares is the
/// sensitivity of RecipeScore.
Eigen::Matrix<double, kUnknowns, 1> spreads(const RecipeModel& model, const CupRules& rules, const ShareFit& fit) {
  Vector out = Vector::Zero();
  double sum = 0.0;
  for (std::size_t i = 0; i < fit.cup.parts; ++i) sum += fit.cup.amount[i] / model.ingredient(fit.cup, i).dose;
  for (std::size_t i = 0; i < fit.cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(fit.cup, i);
    const double drops = std::max(fit.cup.amount[i] / stock.dose / sum * rules.most_drops, kLeastDrops);
    const Eigen::Vector3d by_amount = fit.slopes.by_amount[i].head<3>();
    out(static_cast<Index>(i)) = stock.drop_sd / std::sqrt(drops) * (model.metric()[kDaylight] * by_amount).norm();
  }
  return out;
}

/// The sensitivity as one more group: spread_i falls with the root of the share of part i.
void add_sensitivity(const RecipeModel& model, const CupRules& rules, const ShareFit& at, Normal& out) {
  const Vector e = spreads(model, rules, at);
  Square J = Square::Zero();
  for (Index i = 0; i < static_cast<Index>(at.cup.parts); ++i) {
    for (Index j = 0; j < static_cast<Index>(at.cup.parts); ++j) {
      J(i, j) = -0.5 * e(i) * ((i == j ? 1.0 : 0.0) - at.cup.amount[static_cast<std::size_t>(j)]);
    }
  }
  const double w = model.weights().sensitivity / std::sqrt(e.squaredNorm() + kSoft * kSoft);
  out.A.noalias() += w * J.transpose() * J;
  out.g.noalias() += w * J.transpose() * e;
}

Normal normal_equations(const RecipeModel& model, const CupRules& rules, const ShareFit& at) {
  Eigen::Matrix<double, 3 * kGroups, kUnknowns> J;
  J.setZero();
  for (std::size_t i = 0; i < at.cup.parts; ++i) {
    J.col(static_cast<Index>(i)) = group_change(model, at.slopes.by_amount[i]);
  }
  if (rules.coverage_high > rules.coverage_low) J.col(kUnknowns - 1) = group_change(model, at.slopes.by_coverage);
  const GroupResiduals r = group_residuals(model, at.look);
  const auto weights = group_weights(model);
  Normal out;
  for (Index k = 0; k < kGroups; ++k) {
    const auto part = J.middleRows<3>(3 * k);
    const auto rest = r.segment<3>(3 * k);
    const double w = weights[static_cast<std::size_t>(k)] / std::sqrt(rest.squaredNorm() + kSoft * kSoft);
    out.A.noalias() += w * part.transpose() * part;
    out.g.noalias() += w * part.transpose() * rest;
  }
  add_sensitivity(model, rules, at, out);
  if (const double dark = too_dark(rules, at.look); dark > 0.0) {
    Vector by_L = Vector::Zero();
    for (std::size_t i = 0; i < at.cup.parts; ++i) by_L(static_cast<Index>(i)) = at.slopes.by_amount[i](0);
    by_L(kUnknowns - 1) = rules.coverage_high > rules.coverage_low ? at.slopes.by_coverage(0) : 0.0;
    out.A.noalias() += kDarkPenalty / (dark + 0.1) * by_L * by_L.transpose();
    out.g.noalias() -= kDarkPenalty * by_L;
  }
  return out;
}

double surrogate_of(const RecipeModel& model, const CupRules& rules, const ShareFit& at) {
  return group_cost(model, group_residuals(model, at.look)) + kDarkPenalty * too_dark(rules, at.look) +
         model.weights().sensitivity * spreads(model, rules, at).norm();
}

Cup moved(const RecipeModel& model, const CupRules& rules, const Cup& cup, const Vector& step) {
  Cup out = cup;
  for (std::size_t i = 0; i < cup.parts; ++i) {
    out.amount[i] *= std::exp(std::clamp(step(static_cast<Index>(i)), -kLargestMove, kLargestMove));
  }
  out.coverage += std::clamp(step(kUnknowns - 1), -0.3, 0.3);
  settle(model, rules, out);
  return out;
}

}  // namespace

std::array<double, kGroups> group_weights(const RecipeModel& model) {
  const ObjectiveWeights& w = model.weights();
  return {w.lights[kDaylight], w.lights[kLed], w.lights[kLamp], w.metamerism};
}

GroupResiduals group_change(const RecipeModel& model, const LookSlopes::Nine& change) {
  GroupResiduals out;
  for (Index k = 0; k < 3; ++k) {
    const Eigen::Matrix3d& M = model.metric()[static_cast<std::size_t>(k)];
    out.segment<3>(3 * k) = M * change.segment<3>(3 * k);
  }
  const Eigen::Vector3d apart = change.segment<3>(3 * kLamp) - change.segment<3>(3 * kDaylight);
  out.segment<3>(9) = model.metric()[kLamp] * apart;
  return out;
}

GroupResiduals group_residuals(const RecipeModel& model, const Look& look) {
  LookSlopes::Nine off;
  for (std::size_t k = 0; k < kLightCount; ++k) {
    const Lab& target = model.target_lab()[k];
    const Lab& lab = look.lab[k];
    off.segment<3>(static_cast<Index>(3 * k)) << lab.L - target.L, lab.a - target.a, lab.b - target.b;
  }
  return group_change(model, off);
}

double group_cost(const RecipeModel& model, const GroupResiduals& residuals) {
  const auto weights = group_weights(model);
  double sum = 0.0;
  for (Index k = 0; k < kGroups; ++k) {
    sum += weights[static_cast<std::size_t>(k)] * std::sqrt(residuals.segment<3>(3 * k).squaredNorm() + kSoft * kSoft);
  }
  return sum;
}

ShareFit fit_shares(const RecipeModel& model, const CupRules& rules, const Cup& start, int steps) {
  ShareFit best;
  best.cup = start;
  settle(model, rules, best.cup);
  best.look = model.look(best.cup, best.slopes);
  best.surrogate = surrogate_of(model, rules, best);
  double damping = 1e-3;
  for (int step = 0; step < steps; ++step) {
    const Normal normal = normal_equations(model, rules, best);
    Square damped = normal.A;
    damped.diagonal() += damping * normal.A.diagonal() + Vector::Constant(1e-7);
    const Vector move = -damped.ldlt().solve(normal.g);
    ShareFit next;
    next.cup = moved(model, rules, best.cup, move);
    next.look = model.look(next.cup, next.slopes);
    next.surrogate = surrogate_of(model, rules, next);
    if (!(next.surrogate < best.surrogate)) {
      damping = std::max(damping, 1e-3) * 10.0;
      if (damping > 1e3) break;
      continue;
    }
    const double gain = best.surrogate - next.surrogate;
    best = next;
    damping *= 0.3;
    if (gain < kEnough * best.surrogate) break;
  }
  best.cost = model.color_cost(best.cup, best.look) + kDarkPenalty * too_dark(rules, best.look) +
              model.weights().sensitivity * spreads(model, rules, best).norm();
  return best;
}

}  // namespace shadematch::inline v0
