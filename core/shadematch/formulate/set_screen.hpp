// SPDX-License-Identifier: Apache-2.0
// Private: a first judgment of every set of stocks, tens of nanoseconds each.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/formulate/cup_rules.hpp>
#include <shadematch/formulate/share_fit.hpp>

namespace shadematch::inline v0 {

/// A set as the screen sees it.
struct ScreenedSet {
  std::array<int, kMostParts - 1> stock{};
  std::array<float, kMostParts - 1> share{};  ///< of the cup; the rest is diluent
  float coverage = 1.0F;
  float cost = 0.0F;
};

/// Judges sets by a linear problem. At several levels of scattering S0 there is an absorption K0 for which the medium
/// has exactly the target's reflectance at every band (or comes as near as it can). Around each of these points the
/// colors are linear in the shares x of the stocks,
///     r = r0 + sum_i x_i v_i,  v_i = dLab/dR (dR/dK k_i + dR/dS s_i),  x_i >= 0, sum x_i <= 1
/// so that x of a set solves as many linear equations as it has stocks, from inner products of the v that are made
/// once; negative shares are raised to a small one.
/// The idea is that of one-shot tristimulus matching. Source: Allen 1974 [allen1974].
class SetScreen {
 public:
  SetScreen(const RecipeModel& model, const CupRules& rules);

  /// The best sets of `size` colorants by residuals, sensitivity and number of colorants, at most `keep`.
  [[nodiscard]] std::vector<ScreenedSet> best(int size, int keep) const;

 private:
  using Residuals = Eigen::Matrix<float, 3 * kGroups, 1>;
  struct Point {
    Residuals r0;
    std::vector<Residuals> v;  // of each ingredient, weighted
    Eigen::MatrixXf inner;     // v_i . v_j
    Eigen::VectorXf start;     // -v_i . r0
    Eigen::VectorXf spread;    // squared sensitivity per share
    float coverage;
  };
  void add_point(double S_level, double coverage);
  template <int n>
  void judge(const std::array<int, kMostParts - 1>& stock, bool diluted, ScreenedSet& best) const;
  template <int n>
  [[nodiscard]] std::vector<ScreenedSet> best_of_size(int keep) const;

  const RecipeModel& model_;
  const CupRules& rules_;
  std::array<float, kGroups> root_weights_;
  std::vector<int> colorants_;
  std::vector<Point> points_;
};

}  // namespace shadematch::inline v0
