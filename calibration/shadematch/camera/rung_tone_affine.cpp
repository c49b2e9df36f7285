// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// Tone curve, 3 x 3 and an offset: flare that the curve of six neutrals cannot tell from the camera's own toe.
CameraMap fit_tone_affine(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  map.terms = Terms::kAffine;
  fit_tones(patches, map);
  fit_colors(patches, {}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
