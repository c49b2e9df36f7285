// SPDX-License-Identifier: Apache-2.0
// Private: step one of the finder, compact regions that could be patches.
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>
#include <vector>

namespace shadematch::inline v0 {

/// One compact region of the search picture.
struct Blob {
  Eigen::Vector2d center{0, 0};  ///< of its convex hull, pixels of the search picture
  double area = 0;               ///< pixels
  double quality = 0;            ///< area / smallest rectangle around it, 0..1
};

/// Regions without edges inside: masks of small relative gradient at four levels.
[[nodiscard]] std::vector<Blob> regions_without_edges(const cv::Mat& coded);

/// Regions that differ from their surroundings: adaptive thresholds of gray, brightest and darkest channel in three
/// windows and both polarities. Slower; finds patches that are noisy or shaded.
[[nodiscard]] std::vector<Blob> regions_against_surroundings(const cv::Mat& coded);

/// Keeps the better of blobs that say the same; sorted by falling quality.
[[nodiscard]] std::vector<Blob> without_duplicates(std::vector<Blob> blobs);

}  // namespace shadematch::inline v0
