// SPDX-License-Identifier: Apache-2.0
// Private: one mix of a catalogue as JSON.
#pragma once

#include <shadematch/pigment/json_fields.hpp>
#include <shadematch/pigment/mix.hpp>

namespace shadematch::inline v0 {

inline constexpr int kMaxDrops = 100'000;

[[nodiscard]] Mix read_mix(const JsonNode& node);
[[nodiscard]] Json write_mix(const Mix& mix);

}  // namespace shadematch::inline v0
