// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/error.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// No chart that can be trusted was found. code(): "no_grid", "no_frame", "too_small", "low_color_score", "ambiguous",
/// "mirrored", "cut_off", "occluded", "clipped", "glare", "blurred", "timed_out".
class SHADEMATCH_API ChartNotFound : public Error {
 public:
  ChartNotFound(std::string code, const std::string& message, std::string advice, std::vector<int> patches = {},
                std::optional<Chart> candidate = {});

  [[nodiscard]] const std::vector<int>& patches() const noexcept { return patches_; }  ///< ids that the reason names
  [[nodiscard]] const std::optional<Chart>& candidate() const noexcept {
    return candidate_;
  }  ///< for a person to confirm

 private:
  std::vector<int> patches_;
  std::optional<Chart> candidate_;
};

struct FindChartOptions {
  std::string edition;  ///< empty: the definition's default
  /// A net below the counted caps, which end the search within about 2 s on one idle core ("timed_out"): far away, so
  /// that the same photograph gives the same answer on a busy machine.
  double time_limit_s = 10.0;
  /// Also search for the outlines of patches where their flat insides give no sure answer; for comparisons.
  bool outlines = true;
};

/// Finds the chart, checks that every patch is in its place and order, and samples it.
/// A chart with a frame is found by three of its markers, a grid also without them. Deterministic; knows no illuminant.
/// A chart that is returned as "found" has every patch in its place.
/// @throws ChartNotFound with a reason; std::invalid_argument for an unknown edition or an empty photo.
[[nodiscard]] SHADEMATCH_API Chart find_chart(const Photo& photo, const ChartDefinition& definition,
                                              const FindChartOptions& options = {});

/// The same from four points marked by hand: the centers of the corner patches as printed (Classic: 1, 6, 24, 19).
/// @throws ChartNotFound "low_color_score" if the colors below do not fit the chart.
[[nodiscard]] SHADEMATCH_API Chart chart_from_corners(const Photo& photo, const ChartDefinition& definition,
                                                      const std::array<Eigen::Vector2d, 4>& corners,
                                                      const FindChartOptions& options = {});

}  // namespace shadematch::inline v0
