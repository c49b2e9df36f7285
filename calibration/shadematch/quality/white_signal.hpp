// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Encoded signal of the chart's white patch: its linear light under the transfer curve of sRGB (IEC 61966-2-1
/// [iec61966]), 0..1 of full scale. Of the brightest channel, which clips first, and of their mean.
struct WhiteSignal {
  double brightest = 0;
  double mean = 0;
};

/// Nothing if the white patch is hidden or cut off; a clipped or shiny one counts.
[[nodiscard]] SHADEMATCH_API std::optional<WhiteSignal> white_signal(const Chart& chart);

}  // namespace shadematch::inline v0
