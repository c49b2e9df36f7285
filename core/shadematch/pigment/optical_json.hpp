// SPDX-License-Identifier: Apache-2.0
// Private: the "optical" and "healed" parts of a stock as JSON.
#pragma once

#include <shadematch/pigment/json_fields.hpp>
#include <shadematch/pigment/optical.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] OpticalData read_optical(const JsonNode& node);
[[nodiscard]] Json write_optical(const OpticalData& optical);

[[nodiscard]] HealedRecord read_healed(const JsonNode& node);
[[nodiscard]] Json write_healed(const HealedRecord& healed);

}  // namespace shadematch::inline v0
