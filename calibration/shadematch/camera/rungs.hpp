// SPDX-License-Identifier: Apache-2.0
// Private. The ladder of models. A rung is a file of its own: a function from patches to a CameraMap, tone curve and
// all hyperparameters fitted inside, so that leaving a patch out leaves it out of everything. To add a rung, write its
// file and name it in rungs.cpp.
#pragma once

#include <span>
#include <string_view>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/color_trail.hpp>
#include <shadematch/camera/training_set.hpp>

namespace shadematch::inline v0 {

struct Rung {
  std::string_view name;
  CameraMap (*fit)(const TrainingSet& patches, ColorTrail& trail);
  bool judged_only = false;  ///< reported by "auto", never chosen by it
  bool fits_light = false;   ///< a plane of light from the chart alone; "follow-up" chooses among these
};

/// Simplest first.
[[nodiscard]] std::span<const Rung> all_rungs();
/// @throws std::invalid_argument with the names that exist.
[[nodiscard]] const Rung& rung_by_name(std::string_view name);

/// Fits nothing: the photograph is taken at the word of the profile that it was developed with. "auto" only reports its
/// error, for a profile that was itself made from this chart has seen every patch.
[[nodiscard]] CameraMap fit_none(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_gain(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_matrix(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_affine(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_tone_matrix(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_tone_affine(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_tone_matrix_shading(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_tone_root_polynomial(const TrainingSet& patches, ColorTrail& trail);
[[nodiscard]] CameraMap fit_tone_root_polynomial_shading(const TrainingSet& patches, ColorTrail& trail);

}  // namespace shadematch::inline v0
