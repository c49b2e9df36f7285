// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include <shadematch/difference/unit_steps.hpp>
#include <shadematch/film/film_prediction.hpp>
#include <shadematch/formulate/recipe_covariance.hpp>
#include <shadematch/formulate/skin_medium.hpp>

namespace shadematch::inline v0 {
namespace {

using Eigen::Index;

constexpr auto kBands = static_cast<Index>(kBandCount);
using ByBand = Eigen::Matrix<double, 3, kBands>;
using ByCoefficient = Eigen::Matrix<double, 3, 2 * kBands>;

Eigen::Vector3d vector(const Lab& lab) {
  return {lab.L, lab.a, lab.b};
}

/// Derivatives of the Lab under D65 by K and then S of the mix, band by band.
ByCoefficient lab_by_mix(const LightXYZ& xyz, const MediumSlopes& slopes) {
  const LabChange change(xyz);
  ByCoefficient out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    Bands one{};
    one[band] = 1.0;
    const Eigen::Vector3d by_reflectance = change.of(one).head<3>();
    out.col(static_cast<Index>(band)) = slopes.by_K[band] * by_reflectance;
    out.col(kBands + static_cast<Index>(band)) = slopes.by_S[band] * by_reflectance;
  }
  return out;
}

Eigen::Vector3d by_strength(const ByCoefficient& by_mix, double share, const Ingredient& stock) {
  const Eigen::Map<const Eigen::Matrix<double, kBands, 1>> K(stock.K.data());
  const Eigen::Map<const Eigen::Matrix<double, kBands, 1>> S(stock.S.data());
  return share * (by_mix.leftCols<kBands>() * K + by_mix.rightCols<kBands>() * S);
}

/// Lab by ln of retention, depth, uptake and n, in the order of Healing. Retention and uptake scale the whole load; the
/// others are asked of the model, a standard deviation away.
Eigen::Matrix<double, 3, Healing::kSize> lab_by_healing(const RecipeModel& model, const SkinMedium& skin,
                                                        const ScoredCup& candidate, const Eigen::Vector3d& by_load) {
  Bands K;
  Bands S;
  model.mixed(candidate.cup, K, S);
  const Eigen::Vector4d here = skin.healing().logarithms();
  Eigen::Matrix<double, 3, Healing::kSize> out;
  out.col(0) = out.col(2) = by_load;
  for (const Index i : {1, 3}) {
    const double step = std::max(std::sqrt(skin.healing().covariance(i, i)), 1e-3);
    const Healing other = skin.healing().with_logarithms(here + step * Eigen::Vector4d::Unit(i));
    const Reflectance seen = skin.model_with(other, K, S, candidate.cup.coverage);
    const Lab there = lab_under_lights(xyz_under_lights(seen.R))[kDaylight];
    out.col(i) = (vector(there) - vector(candidate.look.lab[kDaylight])) / step;
  }
  return out;
}

}  // namespace

Eigen::Matrix3d recipe_covariance(const RecipeModel& model, const ScoredCup& candidate) {
  const Cup& cup = candidate.cup;
  Bands K;
  Bands S;
  Bands R;
  MediumSlopes slopes;
  model.mixed(cup, K, S);
  model.medium().reflect(K, S, cup.coverage, R, &slopes);
  const ByCoefficient by_mix = lab_by_mix(xyz_under_lights(R), slopes);
  const double total = std::accumulate(cup.amount.begin(), cup.amount.begin() + cup.parts, 0.0);
  const Eigen::Matrix3d floor = kPredictionFloor * unit_steps(candidate.look.lab[kDaylight]);
  Eigen::Matrix3d out = floor * floor.transpose();
  Eigen::Vector3d by_load = Eigen::Vector3d::Zero();
  for (std::size_t i = 0; i < cup.parts; ++i)
    by_load += by_strength(by_mix, cup.amount[i] / total, model.ingredient(cup, i));
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = model.ingredient(cup, i);
    const double share = cup.amount[i] / total;
    const Eigen::Vector3d strength = by_strength(by_mix, share, stock);
    if (share < 1.0) out += stock.strength_sd * stock.strength_sd * strength * strength.transpose();
    if (stock.covariance) out += share * share * by_mix * *stock.covariance * by_mix.transpose();
    if (candidate.drops[i] == 0) continue;
    const double spread = stock.drop_sd / std::sqrt(static_cast<double>(candidate.drops[i]));
    const Eigen::Vector3d by_drops = spread * (strength - share * by_load);
    out += by_drops * by_drops.transpose();
  }
  if (const auto* skin = dynamic_cast<const SkinMedium*>(&model.medium())) {
    const auto by_healing = lab_by_healing(model, *skin, candidate, by_load);
    out += by_healing * skin->healing().covariance * by_healing.transpose();
  }
  return out;
}

}  // namespace shadematch::inline v0
