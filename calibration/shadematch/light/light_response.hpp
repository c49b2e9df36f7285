// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// How the decoded values of a photograph answer to light. A camera's picture style bends its values, so that twice the
/// light is not twice the value; light must be divided out where it is light. Per channel
///     ln(light + flare) = offset + slope ln value + shoulder value:
/// a power law in the shadows, and highlights that are pressed together toward full scale, value 1. Flare is stray
/// light that falls on every pixel alike; the unit of light is a perfect white in the picture's center. The default is
/// a linear camera without flare.
struct SHADEMATCH_API LightResponse {
  struct Channel {
    double offset = 0, slope = 1, shoulder = 0;

    friend bool operator==(const Channel&, const Channel&) = default;
  };
  std::array<Channel, 3> channels;
  double flare = 0;

  /// ln(light + flare).
  [[nodiscard]] double ln_light(std::size_t channel, double ln_value) const;
  /// Inverse of ln_light.
  [[nodiscard]] double ln_value(std::size_t channel, double ln_light) const;
  [[nodiscard]] bool is_linear() const { return *this == LightResponse{}; }

  friend bool operator==(const LightResponse&, const LightResponse&) = default;
};

/// A neutral surface as camera and reference see it.
struct NeutralSample {
  Eigen::Vector3d ln_value{0, 0, 0};  ///< as decoded
  Eigen::Vector3d light{0, 0, 0};     ///< > 0, that comes from it: reflectance times the light at its place
};

/// Curve through neutrals: slope and shoulder common to the channels, an offset for each, and flare; least squares with
/// normal priors around a linear camera. d ln light / d ln value stays above 0.3.
/// @param neutrals  at least 4.
[[nodiscard]] LightResponse fit_light_response(std::span<const NeutralSample> neutrals);

}  // namespace shadematch::inline v0
