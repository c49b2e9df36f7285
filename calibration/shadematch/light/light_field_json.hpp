// SPDX-License-Identifier: Apache-2.0
// Private: pieces of JSON that a calibration embeds.
#pragma once

#include <nlohmann/json.hpp>

#include <shadematch/light/light_field.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] nlohmann::ordered_json json_from(const LightResponse& response);
[[nodiscard]] nlohmann::ordered_json json_from(const LightField& field);
/// @throws InvalidDocument
[[nodiscard]] LightResponse read_light_response(const JsonNode& node);
[[nodiscard]] LightField read_light_field(const JsonNode& node);

}  // namespace shadematch::inline v0
