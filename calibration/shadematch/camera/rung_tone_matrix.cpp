// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// A tone curve from the neutrals, then 3 x 3: a camera that rendered its picture for the eye.
CameraMap fit_tone_matrix(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  fit_tones(patches, map);
  fit_colors(patches, {}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
