// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include <shadematch/chart/homography.hpp>
#include <shadematch/chart/refine.hpp>
#include <shadematch/chart/search_picture.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kSide = 49;        // samples across one rectified patch
constexpr double kReach = 0.62;  // pitches from the center to the border of the rectified patch

/// A patch as it lies in the picture, seen from where it was expected.
struct FlatCenter {
  Eigen::Vector2d offset{0, 0};  ///< pitches
  double area = 0;               ///< of a patch of the definition's size
};

/// Median over the rows of the middle between a region's first and last pixel: a corner lost to glare or to a finger
/// does not move it.
double middle_across(const cv::Mat& labels, int label) {
  std::vector<double> middles;
  for (int y = 0; y < labels.rows; ++y) {
    const int* row = labels.ptr<int>(y);
    const int* end = row + labels.cols;
    const int* first = std::find(row, end, label);
    if (first == end) continue;
    const int* last = end - 1;
    while (*last != label) --last;
    middles.push_back(0.5 * static_cast<double>((first - row) + (last - row)));
  }
  const auto middle = middles.begin() + static_cast<std::ptrdiff_t>(middles.size() / 2);
  std::nth_element(middles.begin(), middle, middles.end());
  return *middle;
}

/// Flat region around the predicted center: its middle as an offset in pitches, false if there is none of patch size.
bool flat_center(const cv::Mat& picture, const Eigen::Matrix3d& homography, const Eigen::Vector2d& cell,
                 double patch_fraction, FlatCenter& found) {
  cv::Mat patch(kSide, kSide, CV_32FC3);
  const double step = 2 * kReach / (kSide - 1);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const Eigen::Vector2d point = transform(homography, cell + Eigen::Vector2d(x * step - kReach, y * step - kReach));
      if (!point.allFinite() || !inside(picture, point)) return false;
      const cv::Vec3f color = sample(picture, point.x(), point.y());
      for (int c = 0; c < 3; ++c) patch.at<cv::Vec3f>(y, x)[c] = std::cbrt(std::max(color[c], 0.0F));
    }
  }
  cv::GaussianBlur(patch, patch, {3, 3}, 0.8);
  const cv::Rect core(kSide / 2 - 5, kSide / 2 - 5, 11, 11);
  cv::Scalar mean, deviation;
  cv::meanStdDev(patch(core), mean, deviation);
  const double tolerance = std::max(0.03, 3 * std::max({deviation[0], deviation[1], deviation[2]}));
  if (tolerance > 0.12) return false;
  cv::Mat mask, labels, stats, centroids;
  const cv::Scalar margin = cv::Scalar::all(tolerance);
  cv::inRange(patch, mean - margin, mean + margin, mask);
  cv::connectedComponentsWithStats(mask, labels, stats, centroids, 4, CV_32S);
  const int label = labels.at<int>(kSide / 2, kSide / 2);
  if (label == 0) return false;
  const double expected = std::pow(patch_fraction / step, 2);
  const double area = stats.at<int>(label, cv::CC_STAT_AREA);
  if (area < 0.6 * expected || area > 1.35 * expected) return false;
  found.area = area / expected;
  found.offset = Eigen::Vector2d(middle_across(labels, label), middle_across(labels.t(), label)) * step -
                 Eigen::Vector2d(kReach, kReach);
  return true;
}

Eigen::Matrix3d refine_once(const Photo& photo, const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  constexpr double kTolerance = 0.06, kWhole = 0.88;
  const cv::Mat picture = view(photo);
  Points cells;
  std::vector<FlatCenter> found;
  std::vector<double> areas;
  for (int i = 0; i < definition.patch_count(); ++i) {
    const Eigen::Vector2d cell = definition.position(i);
    FlatCenter center;
    if (!flat_center(picture, homography, cell, definition.patch_fraction, center)) continue;
    cells.push_back(cell);
    found.push_back(center);
    areas.push_back(center.area);
  }
  if (found.empty()) return homography;
  std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2), areas.end());
  Points from, to;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].area < kWhole * areas[areas.size() / 2]) continue;  // glare or a finger has taken a part of it
    from.push_back(cells[i]);
    to.push_back(cells[i] + found[i].offset);
  }
  const int least = std::max(8, definition.patch_count() / 3);
  if (static_cast<int>(from.size()) < least) return homography;
  std::vector<bool> inliers;
  const Eigen::Matrix3d correction = fit_homography_robust(from, to, kTolerance, inliers);
  if (correction.isZero() || std::count(inliers.begin(), inliers.end(), true) < least) return homography;
  return homography * correction;
}

}  // namespace

Eigen::Matrix3d refine_homography(const Photo& photo, const ChartDefinition& definition,
                                  const Eigen::Matrix3d& homography) {
  Eigen::Matrix3d refined = refine_once(photo, definition, homography);
  refined = refine_once(photo, definition, refined);
  return refined / refined(2, 2);
}

double edge_width(const Photo& photo, const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  constexpr int kSteps = 41;
  const cv::Mat picture = view(photo);
  const double white = white_level(photo);
  std::vector<double> widths;
  for (int patch = 0; patch < definition.patch_count(); ++patch) {
    for (int other = 0; other < definition.patch_count(); ++other) {
      const Eigen::Vector2d from = definition.position(patch);
      const Eigen::Vector2d step = definition.position(other) - from;
      if (std::abs(step.x() - 1) > 0.3 || std::abs(step.y()) > 0.3) continue;  // the next one in the row
      double widest_range = 0, width = 0;
      for (int channel = 0; channel < 3; ++channel) {
        std::array<double, kSteps> profile{};
        for (int i = 0; i < kSteps; ++i) {
          for (const double across : {-0.15, -0.05, 0.05, 0.15}) {
            const Eigen::Vector2d point =
                transform(homography, from + step * i / (kSteps - 1) + Eigen::Vector2d(0, across));
            if (!point.allFinite() || !inside(picture, point)) continue;
            profile[static_cast<std::size_t>(i)] +=
                static_cast<double>(sample(picture, point.x(), point.y())[channel]) / 4;
          }
        }
        const auto [low, high] = std::minmax_element(profile.begin(), profile.end());
        double slope = 0;
        for (std::size_t i = 1; i < kSteps; ++i) slope = std::max(slope, std::abs(profile[i] - profile[i - 1]));
        if (*high - *low <= widest_range) continue;
        widest_range = *high - *low;
        width = 0.8 * widest_range / slope / (kSteps - 1);
      }
      if (widest_range > 0.05 * white) widths.push_back(width);
    }
  }
  if (widths.empty()) return 0;
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  return *middle;
}

}  // namespace shadematch::inline v0
