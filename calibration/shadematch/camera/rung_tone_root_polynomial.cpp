// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// Tone curve, then root-polynomial terms of degree 2: hue twists of the camera, independent of exposure.
/// Source: Finlayson, Mackiewicz & Hurlbert 2015 [finlayson2015].
CameraMap fit_tone_root_polynomial(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  map.terms = Terms::kRootPolynomial;
  fit_tones(patches, map);
  fit_colors(patches, {}, map, trail);
  return map;
}

}  // namespace shadematch::inline v0
