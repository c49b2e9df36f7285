// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/photo_from_array.hpp>

namespace shadematch::inline v0 {

struct CodesToLabOptions {
  ColorEncoding encoding = NamedEncoding::kSrgb;  ///< of the codes
  double full_scale = 0;                          ///< code that stands for 1; 0: 255, 65535 or 1.0 by sample type
  int x = 0, y = 0;  ///< pixel of the photograph with the chart where the first one lies: light depends on the place
  int threads = 0;   ///< as Calibration::to_lab
};

/// Codes as a camera or a video stores them -> CIE Lab (D50, 2 degrees), without a Photo between them: what to_lab
/// makes of photo_from_array, within 5e-4 CIE76, from tables into which curve, tone curve and matrices are folded as
/// far as they go. NaN of float codes stays NaN.
/// @param codes  height x width x 3; read where they lie. @param lab  as many values.
/// @throws std::invalid_argument for gray codes, sizes that do not fit, a full scale or a number of threads out of
/// range,
///         and for a calibration whose light was divided out of the photograph or that was made with another profile;
///         UnsupportedImage ("profile_unusable") for an encoding that cannot be read.
SHADEMATCH_API void codes_to_lab(const Calibration& calibration, const SampleArray& codes, std::span<float> lab,
                                 const CodesToLabOptions& options = {});

}  // namespace shadematch::inline v0
