// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include <shadematch/chart/homography.hpp>
#include <shadematch/quality/patch_side.hpp>

namespace shadematch::inline v0 {

double patch_side_px(const Chart& chart) {
  const double half = 0.5 * chart.definition.patch_fraction;
  double shortest = std::numeric_limits<double>::infinity();
  for (int i = 0; i < chart.definition.patch_count(); ++i) {
    const Eigen::Vector2d cell = chart.definition.position(i);
    for (const Eigen::Vector2d& step : {Eigen::Vector2d(half, 0), Eigen::Vector2d(0, half)}) {
      const Eigen::Vector2d from = transform(chart.homography, cell - step);
      const Eigen::Vector2d to = transform(chart.homography, cell + step);
      shortest = std::min(shortest, (to - from).norm());
    }
  }
  return shortest;
}

}  // namespace shadematch::inline v0
