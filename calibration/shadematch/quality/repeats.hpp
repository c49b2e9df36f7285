// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Largest CIEDE2000 between readings of the same region in several photographs.
/// @throws std::invalid_argument for fewer than 2.
[[nodiscard]] SHADEMATCH_API double repeat_spread(std::span<const Lab> readings);

}  // namespace shadematch::inline v0
