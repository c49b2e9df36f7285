// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/color_fit.hpp>
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

/// Tone curve and 3 x 3 in light that falls off across the chart. Light and curve explain each other (the neutrals
/// stand in one row), so they are fitted in turns.
CameraMap fit_tone_matrix_shading(const TrainingSet& patches, ColorTrail& trail) {
  CameraMap map;
  for (int round = 0; round < kShadingRounds; ++round) {
    fit_tones(patches, map);
    fit_colors(patches, {.shading = true}, map, trail);
  }
  return map;
}

}  // namespace shadematch::inline v0
