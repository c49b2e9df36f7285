// SPDX-License-Identifier: Apache-2.0
// Private: exact position, and the samples of the patches.
#pragma once

#include <shadematch/chart/chart.hpp>
#include <shadematch/chart/homography.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// Moves the homography (chart -> photo) onto the centroids of the flat regions around the predicted centers, measured
/// at full resolution. Unchanged if fewer than half of the patches show one.
[[nodiscard]] Eigen::Matrix3d refine_homography(const Photo& photo, const ChartDefinition& definition,
                                                const Eigen::Matrix3d& homography);

/// Where the centers of the patches lie.
struct PatchPlaces {
  Eigen::Matrix3d homography;  ///< of the flat chart that comes nearest
  Points cells;                ///< (column, row) in its lattice, one a patch in printed order
  double bend = 0;             ///< distance of patches from the flat chart, 80th percentile in pitches
  bool bent = false;           ///< more than 0.08: `cells` are where the patches are seen, no longer the definition's
};

/// Places on a chart that may be bent or seen through a distorting lens: each patch where its flat region is, patches
/// that show none on the quadratic surface through the others. Bent only if 7 of 8 patches show one: fingers and glare
/// pull at their neighbors.
[[nodiscard]] PatchPlaces patch_places(const Photo& photo, const ChartDefinition& definition,
                                       const Eigen::Matrix3d& homography);

/// Samples all patches around `cells`: pixels within 0.25 pitch of the center, darkest and brightest tenth dropped.
/// Reasons given here: "cut_off", "clipped", "glare", "dirty".
[[nodiscard]] std::vector<PatchSample> sample_patches(const Photo& photo, const ChartDefinition& definition,
                                                      const Eigen::Matrix3d& homography, const Points& cells);

/// 10-90 % width of the edges between neighboring patches, in pitches; median over edges that are strong enough.
[[nodiscard]] double edge_width(const Photo& photo, const ChartDefinition& definition,
                                const Eigen::Matrix3d& homography);

}  // namespace shadematch::inline v0
