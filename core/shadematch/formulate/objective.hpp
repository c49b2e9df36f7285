// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace shadematch::inline v0 {

/// Weights of the objective that recipes are ordered by:
///     J = sum_k w_k dE00_k + metamerism MI + per_colorant (N - 1) + sensitivity E + cost price
/// k runs over D65, LED-B3 and A. All values are design choices, to be validated with technicians.
struct ObjectiveWeights {
  std::array<double, 3> lights{0.5, 0.3, 0.2};
  double metamerism = 0.3;
  double per_colorant = 0.15;
  double sensitivity = 0.5;
  double cost = 0.0;  ///< per unit of currency
};

/// What J is made of.
struct RecipeScore {
  std::array<double, 3> delta_e{};  ///< CIEDE2000 under D65, LED-B3 and A
  double metamerism = 0;            ///< MI: CIEDE2000 under A after the difference under D65 is divided out of XYZ
  double metamerism_led = 0;        ///< the same under LED-B3; reported, not in J
  int colorants = 0;                ///< N
  /// E: root of the sum over the parts of the squared CIEDE2000 that the spread of its drops makes, to first order:
  /// drop_sd sqrt(n) drops for n drops.
  double sensitivity = 0;
  double cost = 0;   ///< price of the cup where it is known, else 0
  double total = 0;  ///< J
};

}  // namespace shadematch::inline v0
