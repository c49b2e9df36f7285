// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// One gain a channel: exposure and white balance, no more.
CameraMap fit_gain(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  fit_gains(patches, map);
  fit_colors(patches, {.mix = false}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
