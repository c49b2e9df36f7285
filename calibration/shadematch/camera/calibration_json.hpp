// SPDX-License-Identifier: Apache-2.0
// Private: pieces of JSON that the document and the report share.
#pragma once

#include <nlohmann/json.hpp>

#include <shadematch/camera/calibration_state.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] nlohmann::ordered_json json_from(const Lab& lab);
/// @param with_patches  per-patch lists too.
[[nodiscard]] nlohmann::ordered_json json_from(const HeldOutError& error, bool with_patches);
[[nodiscard]] nlohmann::ordered_json json_from(const CameraMap& map);
[[nodiscard]] nlohmann::ordered_json json_from(const std::optional<FollowUp>& moved);

}  // namespace shadematch::inline v0
