// SPDX-License-Identifier: Apache-2.0
#include <shadematch/formulate/viewing_lights.hpp>

namespace shadematch::inline v0 {
namespace {

ViewingLights tabulated() {
  ViewingLights lights{};
  constexpr std::array<const char*, kLightCount> names{"D65", "LED-B3", "A"};
  for (std::size_t k = 0; k < kLightCount; ++k) {
    lights.weights[k] = colorimetric_weights(illuminant(names[k]), observer(2));
    lights.white[k] = lights.weights[k].white_point();
    for (std::size_t band = 0; band < kBandCount; ++band) {
      for (std::size_t i = 0; i < 3; ++i) {
        lights.packed[band][3 * k + i] =
            static_cast<float>(lights.weights[k].w(static_cast<Eigen::Index>(band), static_cast<Eigen::Index>(i)));
      }
    }
  }
  return lights;
}

}  // namespace

const ViewingLights& viewing_lights() {
  static const ViewingLights lights = tabulated();
  return lights;
}

std::array<float, kPacked> packed_xyz(const Bands& R) {
  const ViewingLights& lights = viewing_lights();
  std::array<float, kPacked> sum{};
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto value = static_cast<float>(R[band]);
    for (std::size_t i = 0; i < kPacked; ++i) sum[i] += value * lights.packed[band][i];
  }
  return sum;
}

LightXYZ xyz_under_lights(const Bands& R) {
  const std::array<float, kPacked> sum = packed_xyz(R);
  LightXYZ out;
  for (std::size_t k = 0; k < kLightCount; ++k) out[k] = {sum[3 * k], sum[3 * k + 1], sum[3 * k + 2]};
  return out;
}

LightLab lab_under_lights(const LightXYZ& xyz) {
  const ViewingLights& lights = viewing_lights();
  LightLab out;
  for (std::size_t k = 0; k < kLightCount; ++k) out[k] = lab_from_xyz(xyz[k], lights.white[k]);
  return out;
}

}  // namespace shadematch::inline v0
