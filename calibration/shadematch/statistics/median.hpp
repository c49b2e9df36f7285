// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <span>
#include <vector>

namespace shadematch::inline v0 {

inline constexpr double kSdOfMad = 1.4826;  ///< sd of a normal distribution / its median absolute deviation

/// Middle of `values` (mean of the two middle ones). @param values not empty, no NaN.
[[nodiscard]] double median_of(std::vector<double> values);
/// The same; large numbers of values in a time that grows with their number alone.
[[nodiscard]] double median_of(std::span<const float> values);

}  // namespace shadematch::inline v0
