// SPDX-License-Identifier: Apache-2.0
#include <shadematch/chart/chart.hpp>
#include <shadematch/chart/homography.hpp>

namespace shadematch::inline v0 {

Chart::Centers Chart::centers() const {
  Centers rows(static_cast<Eigen::Index>(patches.size()), 2);
  for (std::size_t i = 0; i < patches.size(); ++i)
    rows.row(static_cast<Eigen::Index>(i)) = patches[i].center.transpose();
  return rows;
}

Chart::Centers Chart::window() const {
  Centers rows(static_cast<Eigen::Index>(definition.window.size()), 2);
  for (std::size_t i = 0; i < definition.window.size(); ++i)
    rows.row(static_cast<Eigen::Index>(i)) = transform(homography, definition.window[i]).transpose();
  return rows;
}

}  // namespace shadematch::inline v0
