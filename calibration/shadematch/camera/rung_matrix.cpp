// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// 3 x 3: a linear camera whose sensitivities are mixtures of the observer's. What most tools fit.
CameraMap fit_matrix(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  fit_gains(patches, map);
  fit_colors(patches, {}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
