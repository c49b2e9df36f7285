// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <utility>

#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/formulate/recipe_model.hpp>

namespace shadematch::inline v0 {
namespace {

using Nine = LookSlopes::Nine;

/// Derivative of the function of Lab: a cube root, near black a line.
double f_slope(double t) {
  constexpr double kEdge = 6.0 / 29.0;
  if (t <= kEdge * kEdge * kEdge) return 1.0 / (3.0 * kEdge * kEdge);
  const double root = std::cbrt(t);
  return 1.0 / (3.0 * root * root);
}

/// Upper triangular M with |M d|^2 = dE00(lab, lab + d)^2 for small d.
Eigen::Matrix3d metric_root(const Lab& lab) {
  constexpr double kStep = 0.01;
  const auto square = [&](const Eigen::Vector3d& d) {
    const double e = delta_e_ciede2000(lab, {lab.L + d(0), lab.a + d(1), lab.b + d(2)}) / kStep;
    return e * e;
  };
  Eigen::Matrix3d G;
  for (Eigen::Index i = 0; i < 3; ++i) {
    const Eigen::Vector3d u = kStep * Eigen::Vector3d::Unit(i);
    G(i, i) = square(u);
    for (Eigen::Index j = 0; j < i; ++j) {
      const Eigen::Vector3d v = kStep * Eigen::Vector3d::Unit(j);
      G(i, j) = G(j, i) = 0.25 * (square(u + v) - square(u - v));
    }
  }
  return Eigen::Matrix3d(G.llt().matrixU());
}

Lab shifted(const Lab& lab, const Eigen::Vector3d& d) {
  return {lab.L + d(0), lab.a + d(1), lab.b + d(2)};
}

}  // namespace

LabChange::LabChange(const LightXYZ& xyz) {
  for (std::size_t k = 0; k < kLightCount; ++k) {
    const XYZ& white = viewing_lights().white[k];
    f_slope_[k] << f_slope(xyz[k].X / white.X) / white.X, f_slope(xyz[k].Y / white.Y) / white.Y,
        f_slope(xyz[k].Z / white.Z) / white.Z;
  }
}

LookSlopes::Nine LabChange::of(const Bands& dR) const {
  const std::array<float, kPacked> d = packed_xyz(dR);
  Nine out;
  for (std::size_t k = 0; k < kLightCount; ++k) {
    const Eigen::Array3d f = f_slope_[k].array() * Eigen::Array3d(d[3 * k], d[3 * k + 1], d[3 * k + 2]);
    out.segment<3>(static_cast<Eigen::Index>(3 * k)) << 116.0 * f.y(), 500.0 * (f.x() - f.y()), 200.0 * (f.y() - f.z());
  }
  return out;
}

RecipeModel::RecipeModel(std::vector<Ingredient> ingredients, const Medium& medium, const FormulationTarget& target,
                         const ObjectiveWeights& weights)
    : ingredients_(std::move(ingredients)),
      medium_(&medium),
      target_(&target),
      weights_(weights),
      target_xyz_(xyz_under_lights(target.reflectance.R)),
      target_lab_(lab_under_lights(target_xyz_)) {
  for (std::size_t k = 0; k < kLightCount; ++k) metric_[k] = metric_root(target_lab_[k]);
}

void RecipeModel::mixed(const Cup& cup, Bands& K, Bands& S) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) sum += cup.amount[i];
  K.fill(0.0);
  S.fill(0.0);
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = ingredient(cup, i);
    const double share = cup.amount[i] / sum;
    for (std::size_t band = 0; band < kBandCount; ++band) {
      K[band] += share * stock.K[band];
      S[band] += share * stock.S[band];
    }
  }
}

Look RecipeModel::look(const Cup& cup) const {
  Bands K;
  Bands S;
  Bands R;
  mixed(cup, K, S);
  medium_->reflect(K, S, cup.coverage, R, nullptr);
  Look out{xyz_under_lights(R), {}};
  out.lab = lab_under_lights(out.xyz);
  return out;
}

Look RecipeModel::model_look(const Cup& cup) const {
  Bands K;
  Bands S;
  mixed(cup, K, S);
  Look out{xyz_under_lights(medium_->model(K, S, cup.coverage).R), {}};
  out.lab = lab_under_lights(out.xyz);
  return out;
}

Look RecipeModel::look(const Cup& cup, LookSlopes& slopes) const {
  Bands K;
  Bands S;
  Bands R;
  MediumSlopes d;
  mixed(cup, K, S);
  medium_->reflect(K, S, cup.coverage, R, &d);
  Look out{xyz_under_lights(R), {}};
  out.lab = lab_under_lights(out.xyz);
  const LabChange change(out.xyz);
  double total = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) total += cup.amount[i];
  Bands whole;
  for (std::size_t band = 0; band < kBandCount; ++band) whole[band] = d.by_K[band] * K[band] + d.by_S[band] * S[band];
  const Nine by_all = change.of(whole);
  for (std::size_t i = 0; i < cup.parts; ++i) {
    const Ingredient& stock = ingredient(cup, i);
    const double share = cup.amount[i] / total;
    Bands dR;
    for (std::size_t band = 0; band < kBandCount; ++band) {
      dR[band] = share * (d.by_K[band] * stock.K[band] + d.by_S[band] * stock.S[band]);
    }
    slopes.by_strength[i] = change.of(dR);
    slopes.by_amount[i] = slopes.by_strength[i] - share * by_all;
  }
  slopes.by_coverage = medium_->has_coverage() ? change.of(d.by_coverage) : Nine::Zero();
  return out;
}

int RecipeModel::colorants(const Cup& cup) const {
  int count = 0;
  for (std::size_t i = 0; i < cup.parts; ++i) count += ingredient(cup, i).is_diluent ? 0 : 1;
  return count;
}

double RecipeModel::metamerism(const Look& look, std::size_t light) const {
  const XYZ& here = look.xyz[light];
  const XYZ& day = look.xyz[kDaylight];
  const XYZ& wanted = target_xyz_[kDaylight];
  const XYZ corrected{here.X * wanted.X / day.X, here.Y * wanted.Y / day.Y, here.Z * wanted.Z / day.Z};
  return delta_e_ciede2000(target_lab_[light], lab_from_xyz(corrected, viewing_lights().white[light]));
}

double RecipeModel::color_cost(const Cup& cup, const Look& look) const {
  double sum = weights_.metamerism * metamerism(look, kLamp) + weights_.per_colorant * (colorants(cup) - 1);
  for (std::size_t k = 0; k < kLightCount; ++k) {
    sum += weights_.lights[k] * delta_e_ciede2000(target_lab_[k], look.lab[k]);
  }
  return sum;
}

RecipeScore RecipeModel::score(const Cup& cup, const std::array<int, kMostParts>& drops) const {
  LookSlopes slopes;
  const Look seen = look(cup, slopes);
  return score(cup, drops, seen, slopes);
}

RecipeScore RecipeModel::score(const Cup& cup, const std::array<int, kMostParts>& drops, const Look& look,
                               const LookSlopes& slopes) const {
  RecipeScore out;
  for (std::size_t k = 0; k < kLightCount; ++k) out.delta_e[k] = delta_e_ciede2000(target_lab_[k], look.lab[k]);
  out.metamerism = metamerism(look, kLamp);
  out.metamerism_led = metamerism(look, kLed);
  out.colorants = colorants(cup);
  double squares = 0.0;
  for (std::size_t i = 0; i < cup.parts; ++i) {
    if (drops[i] == 0) continue;
    const Ingredient& stock = ingredient(cup, i);
    // d ln(amount) of drop_sd sqrt(n) drops out of n
    const double spread = stock.drop_sd / std::sqrt(static_cast<double>(drops[i]));
    const Lab moved = shifted(look.lab[kDaylight], spread * slopes.by_amount[i].head<3>());
    const double e = delta_e_ciede2000(look.lab[kDaylight], moved);
    squares += e * e;
    out.cost += drops[i] * stock.drop_ml * stock.price_per_ml.value_or(0.0);
  }
  out.sensitivity = std::sqrt(squares);
  out.total = weights_.metamerism * out.metamerism + weights_.per_colorant * (out.colorants - 1) +
              weights_.sensitivity * out.sensitivity + weights_.cost * out.cost;
  for (std::size_t k = 0; k < kLightCount; ++k) out.total += weights_.lights[k] * out.delta_e[k];
  return out;
}

}  // namespace shadematch::inline v0
