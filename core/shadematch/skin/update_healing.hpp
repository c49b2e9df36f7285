// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/skin/healing.hpp>

namespace shadematch::inline v0 {

/// A treated area as a photograph showed it, pooled over dots and skin.
struct TreatedPhotograph {
  ClientSkin skin;  ///< before the treatment
  Treatment treatment;
  MeasuredLab seen;    ///< D50, 2 degrees
  bool fresh = false;  ///< taken before healing: retention 1
};

struct HealingUpdateOptions {
  double model_sd = 1.0;  ///< error of the model itself in each of L*, a*, b*, our guess: flat layers, endless dots
  int most_steps = 30;
};

/// Posterior, and what it rests on.
struct HealingUpdate {
  Healing healing;                  ///< with the posterior covariance and the photographs counted
  std::vector<Lab> predicted;       ///< of each photograph, before the update
  std::vector<Lab> fitted;          ///< and after it
  std::vector<double> chi_squares;  ///< of each photograph after it, 3 degrees of freedom
};

/// Fits the logarithms of `prior` to photographs of treated skin by damped Gauss-Newton steps: least sum of
/// (fitted - seen)' (covariance + model_sd^2 I)^-1 (fitted - seen) and of the prior's own quadratic form. The posterior
/// covariance is that of the linear model at the minimum.
/// Healed photographs alone tell the product of uptake and retention; a fresh one separates them.
/// @throws std::invalid_argument without photographs, or for a covariance that is not positive (with model_sd).
/// @throws MeasurementRefused "contradicts_model" naming the photograph that no healing within reach explains, at odds
/// of one in a million.
[[nodiscard]] SHADEMATCH_API HealingUpdate update_healing(const Healing& prior,
                                                          std::span<const TreatedPhotograph> photographs,
                                                          const HealingUpdateOptions& options = {});

}  // namespace shadematch::inline v0
