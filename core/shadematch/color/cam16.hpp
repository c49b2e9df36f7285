// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shadematch/color/white_point.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// How the world around the colors changes their look: table 1 of the model.
struct Cam16Surround {
  double F{}, c{}, N_c{};
};
inline constexpr Cam16Surround kAverageSurround{1.0, 0.69, 1.0};  ///< surfaces in a lit room
inline constexpr Cam16Surround kDimSurround{0.9, 0.59, 0.9};      ///< a screen in the evening
inline constexpr Cam16Surround kDarkSurround{0.8, 0.525, 0.8};    ///< a projector in a dark room

/// Under which conditions colors are looked at.
struct Cam16ViewingConditions {
  XYZ white = kWhiteD50;                        ///< adopted white, Y = 1
  double adapting_luminance_cd_m2 = 63.661977;  ///< 1000 lx on a grey of 20 %, as in the tests behind CIEDE2000
  double background_Y = 0.2;                    ///< luminance factor behind the colors
  Cam16Surround surround = kAverageSurround;
  bool discount_illuminant = false;  ///< true: the eye is fully adapted to the white
};

/// What a color looks like. The letters are those of the model.
struct Cam16 {
  double J{};  ///< lightness, 0..100
  double C{};  ///< chroma
  double h{};  ///< hue angle in degrees, [0, 360)
  double Q{};  ///< brightness
  double M{};  ///< colorfulness
  double s{};  ///< saturation
};

/// Appearance of a color by CAM16. NaN passes through; imaginary colors, which no light can make (negative X, Y or Z),
/// may have NaN correlates: the model does not describe them.
/// @throws std::invalid_argument unless adapting luminance and background are positive and the white has Y = 1.
/// Source: Li et al. 2017 [li2017].
[[nodiscard]] SHADEMATCH_API Cam16 cam16_from_xyz(const XYZ& xyz, const Cam16ViewingConditions& conditions = {});

}  // namespace shadematch::inline v0
