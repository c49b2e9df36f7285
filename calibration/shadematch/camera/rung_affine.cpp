// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// 3 x 3 and an offset: a linear camera behind flare, which lifts the blacks.
CameraMap fit_affine(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  map.terms = Terms::kAffine;
  fit_gains(patches, map);
  fit_colors(patches, {}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
