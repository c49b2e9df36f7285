// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <vector>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// A rung fitted to all patches and again to all but each (charts of more than 30 patches: all but each of 24 groups).
struct CrossFit {
  CameraMap map;
  std::vector<CameraMap> refits;
  std::vector<Lab> predicted;  ///< of each patch by the refit that did not see it
  HeldOutError error;
  double choice_error = 0;            ///< mean held-out CIEDE2000, skin and neutral patches counted twice
  [[nodiscard]] bool usable() const;  ///< everything finite
};

[[nodiscard]] CrossFit cross_fit(const Rung& rung, const TrainingSet& patches);

/// Linear interpolation between order statistics. @param values not empty. @param share in [0, 1].
[[nodiscard]] double quantile(std::vector<double> values, double share);

}  // namespace shadematch::inline v0
