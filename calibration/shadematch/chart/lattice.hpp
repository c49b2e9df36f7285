// SPDX-License-Identifier: Apache-2.0
// Private: step two of the finder, regions that repeat along two directions.
#pragma once

#include <Eigen/Core>
#include <vector>

#include <shadematch/chart/flat_regions.hpp>
#include <shadematch/chart/homography.hpp>

namespace shadematch::inline v0 {

/// Regions with whole-numbered places in a projective lattice of pitch 1.
struct Lattice {
  Eigen::Matrix3d homography = Eigen::Matrix3d::Identity();  ///< lattice -> search picture
  std::vector<Eigen::Vector2i> cells;                        ///< occupied, no two alike
  double pitch_px = 0;                                       ///< at the mean of the cells

  [[nodiscard]] Eigen::Vector2i lowest() const;
  [[nodiscard]] Eigen::Vector2i highest() const;
};

struct LatticeLimits {
  int seeds = 700;
  int lattices = 60;
  int reach = 9;  ///< cells from the seed
};

/// All distinct lattices of >= 8 cells in >= 2 rows and columns, fullest first.
[[nodiscard]] std::vector<Lattice> grow_lattices(const std::vector<Blob>& blobs, const LatticeLimits& limits = {});

}  // namespace shadematch::inline v0
