// SPDX-License-Identifier: Apache-2.0
// Private: where the patches, corners, markers and the window of a chart file lie.
#pragma once

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/text/json.hpp>

namespace shadematch::inline v0 {

/// Distinct patch numbers, 1..patches. @throws InvalidDocument
[[nodiscard]] std::vector<int> read_patch_numbers(const JsonNode& node, int patches);

/// Reads `grid` with `masks`, or `positions`; then `corners`, `patch_fraction`, `frame` and `window`.
/// @throws InvalidDocument
void read_geometry(const JsonNode& root, ChartDefinition& chart);

}  // namespace shadematch::inline v0
