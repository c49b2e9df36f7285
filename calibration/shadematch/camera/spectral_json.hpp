// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <nlohmann/json.hpp>

#include <shadematch/camera/spectral_fit.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] nlohmann::ordered_json json_from(const SpectralFit& fit);
/// @throws InvalidDocument
[[nodiscard]] SpectralFit read_spectral_fit(const JsonNode& node);

}  // namespace shadematch::inline v0
