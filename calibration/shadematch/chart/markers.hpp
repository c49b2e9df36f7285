// SPDX-License-Identifier: Apache-2.0
// Private: the way in by a frame of printed markers.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/chart/quads.hpp>
#include <shadematch/chart/search_picture.hpp>

namespace shadematch::inline v0 {

/// A marker as the picture shows it.
struct SeenMarker {
  int id = 0;
  std::array<Eigen::Vector2d, 4> corners;  ///< pixels, clockwise from the marker's own top left
};

/// Markers among the outlines: 6 x 6 cells of 8 pixels, Otsu's threshold, a black border, then 16 cells in four turns
/// against the given ids, at most one wrong cell. Source: Garrido-Jurado et al. [garrido2014].
[[nodiscard]] std::vector<SeenMarker> read_markers(const cv::Mat& gray, const std::vector<Quad>& quads,
                                                   const std::vector<int>& ids);

/// Where the frame lies.
struct FramePose {
  Eigen::Matrix3d homography = Eigen::Matrix3d::Identity();  ///< chart (column, row) -> photo pixels
  int markers = 0;                                           ///< that agree with it
  bool several = false;                                      ///< a marker of the frame is seen twice
};

/// At least three markers of the frame that agree; nothing otherwise.
[[nodiscard]] std::optional<FramePose> find_frame(const Photo& photo, const ChartDefinition& definition, double white);

}  // namespace shadematch::inline v0
