// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// How far the middle between a patch's opposite edges lies from where the chart's lattice puts its center.
struct CenterResidual {
  int patch_id = 0;
  Eigen::Vector2d offset{0, 0};  ///< along the printed row and column, in pitches
};

/// Of every valid patch with two opposite edges in both directions that stand out. An independent check of the lattice:
/// a chart that is bent, or found in the wrong place, shows.
[[nodiscard]] SHADEMATCH_API std::vector<CenterResidual> center_residuals(const Photo& photo, const Chart& chart);

}  // namespace shadematch::inline v0
