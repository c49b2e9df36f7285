// SPDX-License-Identifier: Apache-2.0
// Private: one stock of a catalogue as JSON.
#pragma once

#include <shadematch/pigment/json_fields.hpp>
#include <shadematch/pigment/stock.hpp>

namespace shadematch::inline v0 {

[[nodiscard]] Stock read_stock(const JsonNode& node);
[[nodiscard]] Json write_stock(const Stock& stock);

[[nodiscard]] Provenance read_provenance(const JsonNode& object);
[[nodiscard]] Json write_provenance(const Provenance& provenance);

/// True for "77266" and "15850:1", the Colour Index constitution numbers.
[[nodiscard]] bool is_color_index_number(std::string_view text);

}  // namespace shadematch::inline v0
