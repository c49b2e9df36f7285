// SPDX-License-Identifier: Apache-2.0
// Private: the pictures that the finder looks at.
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>
#include <optional>

#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// A part of the photo at one scale, divided by the photo's 99.5th percentile.
struct SearchPicture {
  cv::Mat coded;   ///< CV_8UC3, sRGB-coded RGB: for edges and thresholds
  cv::Mat linear;  ///< CV_32FC3, blurred by sigma 0.8: for color
  double scale = 1;
  Eigen::Vector2d origin{0, 0};  ///< of the part, in photo pixels

  /// Maps this picture's pixels to the photo's (pixel centers are whole numbers in both).
  [[nodiscard]] Eigen::Matrix3d to_photo() const;
};

/// 99.5th percentile of the brightest channel, from every 1/50 000th part of the pixels; at least 1e-6.
[[nodiscard]] double white_level(const Photo& photo);

/// The part `area` (all: the whole photo) scaled by `scale`: down by area means, of codes where that is shorter, up by
/// bilinear interpolation.
[[nodiscard]] SearchPicture search_picture(const Photo& photo, double white, double scale,
                                           const std::optional<cv::Rect>& area = {});

/// Bilinear sample; the caller keeps (x, y) inside.
[[nodiscard]] cv::Vec3f sample(const cv::Mat& picture, double x, double y);
[[nodiscard]] cv::Vec3f sample(const Photo& photo, double x, double y);
[[nodiscard]] bool inside(const cv::Mat& picture, const Eigen::Vector2d& point);
[[nodiscard]] bool inside(const Photo& photo, const Eigen::Vector2d& point);

}  // namespace shadematch::inline v0
