// SPDX-License-Identifier: Apache-2.0
// Private: do these colors belong to this chart in this order? Knows no illuminant and no camera.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/chart/chart_definition.hpp>

namespace shadematch::inline v0 {

using ColorTable = Eigen::Array<double, Eigen::Dynamic, 3, Eigen::RowMajor>;

/// What a chart should look like.
struct ReferenceColors {
  ColorTable linear;          ///< linear sRGB, D65, from the edition's Lab; may leave 0..1
  ColorTable root;            ///< cube roots of linear, below 0: 0
  std::vector<int> neutrals;  ///< rows, white to black
};
[[nodiscard]] ReferenceColors reference_colors(const ChartDefinition& definition, const ChartEdition& edition);

/// What a placement shows: one entry a patch, in printed order.
struct SeenColors {
  ColorTable linear;
  std::vector<double> spread;  ///< standard deviation within the patch, mean of the channels
  std::vector<char> visible;   ///< the patch lies inside the picture
  std::vector<char> clipped;   ///< high clipping: its brightness means nothing
};

/// Off the score for each patch of 24 that is ignored.
inline constexpr double kIgnored = 0.012;

struct ColorScore {
  double value = -1;              ///< S: 1 agrees perfectly
  std::vector<double> residuals;  ///< r of every patch, cube-root units squared; 0 for invisible ones
  std::vector<char> kept;         ///< visible and not ignored
  int kept_neutrals = 0;
  bool ramp = false;     ///< the neutrals darken in order and share one hue
  bool diverse = false;  ///< the colors fill three dimensions
};

/// S of the best affine map from seen to reference, at most 5 of 24 patches ignored (three trimming rounds), with the
/// two tests that clutter cannot pass. Returns early, with value = -1, if nothing can make S reach `hopeless_below`.
[[nodiscard]] ColorScore color_score(const SeenColors& seen, const ReferenceColors& reference,
                                     double hopeless_below = -1);

}  // namespace shadematch::inline v0
