// SPDX-License-Identifier: Apache-2.0
// Private: what a cup looks like, and its objective.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/formulate/formulation_target.hpp>
#include <shadematch/formulate/ingredient.hpp>
#include <shadematch/formulate/medium.hpp>
#include <shadematch/formulate/objective.hpp>
#include <shadematch/formulate/viewing_lights.hpp>

namespace shadematch::inline v0 {

inline constexpr std::size_t kMostParts = 5;  // four colorants and a diluent

/// A cup in the search: amounts in the dose unit of the ingredients (drops times dose, or shares of 1).
struct Cup {
  std::size_t parts = 0;
  std::array<int, kMostParts> stock{};  ///< indices of ingredients, rising
  std::array<double, kMostParts> amount{};
  double coverage = 1.0;
};

struct Look {
  LightXYZ xyz;
  LightLab lab;
};

/// Derivatives of the nine Lab values by ln amount of each part, by ln strength of each part, and by the coverage.
struct LookSlopes {
  using Nine = Eigen::Matrix<double, 9, 1>;
  std::array<Nine, kMostParts> by_amount, by_strength;
  Nine by_coverage;
};

/// Change of the nine Lab values with a change of the reflectance, at a color of those XYZ.
class LabChange {
 public:
  explicit LabChange(const LightXYZ& xyz);
  [[nodiscard]] LookSlopes::Nine of(const Bands& dR) const;

 private:
  std::array<Eigen::Vector3d, kLightCount> f_slope_;  // of f(X / Xn), f(Y / Yn), f(Z / Zn) by X, Y, Z
};

class SHADEMATCH_API RecipeModel {
 public:
  RecipeModel(std::vector<Ingredient> ingredients, const Medium& medium, const FormulationTarget& target,
              const ObjectiveWeights& weights);

  [[nodiscard]] Look look(const Cup& cup) const;
  [[nodiscard]] Look look(const Cup& cup, LookSlopes& slopes) const;
  /// By the model of the medium instead of its table.
  [[nodiscard]] Look model_look(const Cup& cup) const;
  /// K and S of the mix.
  void mixed(const Cup& cup, Bands& K, Bands& S) const;

  /// Of cups whose amounts are whole drops times dose; `drops` is what the sensitivity counts.
  [[nodiscard]] RecipeScore score(const Cup& cup, const std::array<int, kMostParts>& drops) const;
  [[nodiscard]] RecipeScore score(const Cup& cup, const std::array<int, kMostParts>& drops, const Look& look,
                                  const LookSlopes& slopes) const;
  /// Color part of the objective and the number of colorants, without the sensitivity.
  [[nodiscard]] double color_cost(const Cup& cup, const Look& look) const;

  [[nodiscard]] const std::vector<Ingredient>& ingredients() const { return ingredients_; }
  [[nodiscard]] const Ingredient& ingredient(const Cup& cup, std::size_t part) const {
    return ingredients_[static_cast<std::size_t>(cup.stock[part])];
  }
  [[nodiscard]] const Medium& medium() const { return *medium_; }
  [[nodiscard]] const FormulationTarget& target() const { return *target_; }
  [[nodiscard]] const ObjectiveWeights& weights() const { return weights_; }
  [[nodiscard]] const LightLab& target_lab() const { return target_lab_; }
  /// Triangular roots of the local metric of CIEDE2000 at the target, one per light: |M d|^2 is about dE00^2.
  [[nodiscard]] const std::array<Eigen::Matrix3d, kLightCount>& metric() const { return metric_; }
  [[nodiscard]] int colorants(const Cup& cup) const;

 private:
  [[nodiscard]] double metamerism(const Look& look, std::size_t light) const;

  std::vector<Ingredient> ingredients_;
  const Medium* medium_;
  const FormulationTarget* target_;
  ObjectiveWeights weights_;
  LightXYZ target_xyz_;
  LightLab target_lab_;
  std::array<Eigen::Matrix3d, kLightCount> metric_;
};

}  // namespace shadematch::inline v0
