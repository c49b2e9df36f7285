// SPDX-License-Identifier: Apache-2.0
// Private: connected parts of a mask.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace shadematch::inline v0 {

/// Pixels [begin, end) of row y.
struct PixelRun {
  int y = 0, begin = 0, end = 0;
};

/// 4-connected pixels.
struct PixelComponent {
  cv::Rect box;
  int area = 0;
  std::vector<PixelRun> runs;  ///< row by row, left to right
};

/// What a component has to be to be handed over.
struct ComponentLimits {
  double least_area = 1, most_area = 1e300;
};

/// The components of pixels whose value is at most `most`, in the order of their first pixels. Runs of pixels are
/// joined, not pixels: flat pictures have few. @param picture  CV_8UC1.
[[nodiscard]] std::vector<PixelComponent> pixel_components(const cv::Mat& picture, std::uint8_t most,
                                                           const ComponentLimits& limits = {});

}  // namespace shadematch::inline v0
