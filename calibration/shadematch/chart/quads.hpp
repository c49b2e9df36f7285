// SPDX-License-Identifier: Apache-2.0
// Private: outlines with four corners, of patches (generator B) and of markers.
#pragma once

#include <Eigen/Core>
#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace shadematch::inline v0 {

struct Quad {
  std::array<Eigen::Vector2d, 4> corners;  ///< pixels, clockwise as seen
  Eigen::Vector2d center{0, 0};            ///< where the diagonals meet
  double side = 0;                         ///< mean length of a side
};

struct QuadOptions {
  int first_window = 23, last_window = 153, window_step = 16;  ///< of the adaptive thresholds, pixels
};

/// Convex four-cornered outlines of dark regions and of holes in them, duplicates removed, larger ones first. For a
/// picture whose short side has about 1000 pixels.
/// Source: the approach of A. Fernandez's chart detector in OpenCV's mcc module, here written anew.
[[nodiscard]] std::vector<Quad> find_quads(const cv::Mat& gray, const QuadOptions& options = {});

/// Where two lines through two points each meet. @pre not parallel
[[nodiscard]] Eigen::Vector2d crossing(const Eigen::Vector2d& a, const Eigen::Vector2d& b, const Eigen::Vector2d& c,
                                       const Eigen::Vector2d& d);

}  // namespace shadematch::inline v0
