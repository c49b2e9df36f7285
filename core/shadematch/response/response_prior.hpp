// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/bands.hpp>

namespace shadematch::inline v0 {

/// Three channels of 36 bands, red first: the effective response q of a camera's channels, light times sensitivity
/// times color matrix, so that a channel's linear value is q . reflectance. 1 for the perfect diffuser.
inline constexpr Eigen::Index kResponseSize = 3 * static_cast<Eigen::Index>(kBandCount);

/// What is known of q before a chart was seen: q = mean + components' z, z of independent standard normals.
struct ResponsePrior {
  std::string name;            ///< "rendered", "raw", or a kind of light
  Eigen::VectorXd mean;        ///< kResponseSize
  Eigen::MatrixXd components;  ///< kResponseSize x rank
};

/// "rendered": photographs that a camera has made; "raw": sensor values without a color matrix. Both over all lights.
/// @throws std::invalid_argument for another name.
[[nodiscard]] SHADEMATCH_API const ResponsePrior& response_prior(std::string_view name);

/// Rendered photographs under one kind of light: daylight, tungsten, led, fluorescent.
[[nodiscard]] SHADEMATCH_API const std::vector<ResponsePrior>& light_priors();

}  // namespace shadematch::inline v0
