// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/color_trail.hpp>
#include <shadematch/camera/training_set.hpp>

namespace shadematch::inline v0 {

/// What of a CameraMap a color fit may change; tone curves and terms are given.
struct ColorFreedom {
  bool mix = true;       ///< the whole matrix; false: its diagonal only
  bool shading = false;  ///< the gradient of light as well
};

/// Fits matrix (and shading) of `map` to the patches in a metric close to CIEDE2000, robustly; the strength of the
/// ridge toward identity is the one with the least leave-one-out error by leverages. Deterministic.
/// @param trail  where to start from, and where the minima found are added.
/// @throws std::invalid_argument for Terms::kAffine with shading: light does not scale the offset.
void fit_colors(const TrainingSet& patches, ColorFreedom freedom, CameraMap& map, ColorTrail& trail);

/// Tone curves of the three channels from the neutral patches, seen in the light of `map`'s shading. A neutral that
/// disagrees with the others (a reflection, a finger) loses its weight in all channels.
void fit_tones(const TrainingSet& patches, CameraMap& map);

/// Rounds of tone and color when light is fitted too; the gradient settles to 1 % in four.
inline constexpr int kShadingRounds = 4;

/// One gain a channel by weighted least squares over all patches: exposure and white balance.
void fit_gains(const TrainingSet& patches, CameraMap& map);

}  // namespace shadematch::inline v0
