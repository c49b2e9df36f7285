// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// Tone curve and root-polynomial terms in light that falls off across the chart.
CameraMap fit_tone_root_polynomial_shading(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  map.terms = Terms::kRootPolynomial;
  for (int round = 0; round < kShadingRounds; ++round) {
    fit_tones(patches, map);
    fit_colors(patches, {.shading = true}, map, trail);
  }
  return map;
}

}  // namespace shadematch::inline v0
