// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/response/capture_model.hpp>

namespace shadematch::inline v0 {

/// Light that comes from one place of smooth skin.
struct SkinSample {
  LightTerms terms{0, 0, 0};
  Eigen::Vector3d ln_light{0, 0, 0};  ///< of each channel, with tone curve and flare taken out
};

/// The light over a picture as its skin shows it.
struct SkinLight {
  int places = 0;      ///< of smooth skin
  double scatter = 0;  ///< robust sd of ln light around the fit: how unlike itself this skin is
  LightObservation seen;
};

/// Skin reflects nearly alike everywhere, so where it is darker there is less light, unless its color says that melanin
/// or blood make it darker: ln light = level + light . terms + color . chroma, fitted robustly, so that hair, scars,
/// shadows and shine stand aside. What remains of the skin's own variation is believed to go on across the picture as
/// it does from place to place, which bounds how much the light may be trusted: skin_light() of patchy skin says
/// little. Nothing for too few places or skin that is too patchy.
/// @param samples  of smooth skin, one for each of equal squares of the picture.
[[nodiscard]] SHADEMATCH_API std::optional<SkinLight> skin_light(const std::vector<SkinSample>& samples);

}  // namespace shadematch::inline v0
