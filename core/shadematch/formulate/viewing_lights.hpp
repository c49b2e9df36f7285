// SPDX-License-Identifier: Apache-2.0
// Private: the three lights under which a recipe is judged.
#pragma once

#include <array>

#include <shadematch/color/lab.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/spectrum/bands.hpp>
#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// D65 (daylight), LED-B3 (rooms), A (lamps); 2 degrees.
inline constexpr std::size_t kLightCount = 3;
inline constexpr std::size_t kDaylight = 0, kLed = 1, kLamp = 2;

inline constexpr std::size_t kPacked = 12;  // nine values, padded to whole vector registers

using LightXYZ = std::array<XYZ, kLightCount>;
using LightLab = std::array<Lab, kLightCount>;

struct ViewingLights {
  std::array<ColorimetricWeights, kLightCount> weights;
  LightXYZ white;
  /// X, Y, Z under each light, one after the other and three zeros, for each band.
  std::array<std::array<float, kPacked>, kBandCount> packed;
};

/// Tabulated at the first use.
[[nodiscard]] const ViewingLights& viewing_lights();

/// The nine XYZ of a spectrum or of its change, as packed.
[[nodiscard]] std::array<float, kPacked> packed_xyz(const Bands& R);
[[nodiscard]] LightXYZ xyz_under_lights(const Bands& R);
[[nodiscard]] LightLab lab_under_lights(const LightXYZ& xyz);

}  // namespace shadematch::inline v0
