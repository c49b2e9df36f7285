// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include <shadematch/chart/quads.hpp>

namespace shadematch::inline v0 {
namespace {

using Contour = std::vector<cv::Point>;

constexpr double kLeastSide = 10;

double cross(const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
  return a.x() * b.y() - a.y() * b.x();
}

/// Adaptive Wiener filter, 5 x 5: smooth where the variance is that of the noise, unchanged at edges. Source: Lim,
/// Two-Dimensional Signal and Image Processing [lim1990].
cv::Mat without_noise(const cv::Mat& gray) {
  cv::Mat picture, mean, square, variance;
  gray.convertTo(picture, CV_32F);
  cv::boxFilter(picture, mean, CV_32F, {5, 5});
  cv::sqrBoxFilter(picture, square, CV_32F, {5, 5});
  variance = cv::max(square - mean.mul(mean), 0);
  const double noise = cv::mean(variance)[0] + 1e-3;
  cv::Mat gain;
  cv::divide(cv::max(variance - noise, 0), cv::max(variance, noise), gain);
  cv::Mat result;
  cv::Mat(mean + gain.mul(picture - mean)).convertTo(result, CV_8U);
  return result;
}

Eigen::Vector2d to_eigen(const cv::Point& point) {
  return {point.x, point.y};
}

/// Line through the contour between two of its corners, as two points; the ends, rounded by blur, do not count.
std::pair<Eigen::Vector2d, Eigen::Vector2d> side_line(const Contour& contour, std::size_t from, std::size_t to) {
  const std::size_t count = contour.size(), length = (to + count - from) % count, skip = length / 8;
  std::vector<cv::Point> points;
  for (std::size_t i = skip; i + skip <= length; ++i) points.push_back(contour[(from + i) % count]);
  cv::Vec4f line;
  cv::fitLine(points, line, cv::DIST_L2, 0, 0.01, 0.01);
  const Eigen::Vector2d at(static_cast<double>(line[2]), static_cast<double>(line[3]));
  return {at, at + Eigen::Vector2d(static_cast<double>(line[0]), static_cast<double>(line[1]))};
}

/// Corners where the fitted sides meet; false if a fit leaves the outline.
bool sharpen(const Contour& contour, const Contour& rough, Quad& quad) {
  std::array<std::size_t, 4> at{};
  for (std::size_t i = 0; i < 4; ++i)
    at[i] = static_cast<std::size_t>(std::find(contour.begin(), contour.end(), rough[i]) - contour.begin());
  for (std::size_t i = 0; i < 4; ++i) {
    const auto before = side_line(contour, at[(i + 3) % 4], at[i]);
    const auto after = side_line(contour, at[i], at[(i + 1) % 4]);
    if (std::abs(cross(before.second - before.first, after.second - after.first)) < 0.2) return false;
    quad.corners[i] = crossing(before.first, before.second, after.first, after.second);
    if ((quad.corners[i] - to_eigen(rough[i])).norm() > std::max(3.0, 0.1 * quad.side)) return false;
  }
  return true;
}

/// Half a pixel outwards: contours run through the centers of the outermost pixels.
void grow(Quad& quad, double pixels) {
  for (auto& corner : quad.corners) {
    const Eigen::Vector2d away = corner - quad.center;
    corner += away * (std::sqrt(2.0) * pixels / std::max(away.norm(), 1.0));
  }
}

std::optional<Quad> quad_of(const Contour& contour, bool hole) {
  constexpr double kLeastArea = 100, kSolid = 0.9, kSimplify = 0.05;
  const double area = cv::contourArea(contour);
  if (area < kLeastArea) return {};
  Contour rough, hull;
  cv::approxPolyDP(contour, rough, kSimplify * static_cast<double>(contour.size()), true);
  if (rough.size() != 4 || !cv::isContourConvex(rough)) return {};
  cv::convexHull(contour, hull);
  if (area < kSolid * cv::contourArea(hull)) return {};
  Quad quad;
  for (std::size_t i = 0; i < 4; ++i) {
    const double side = (to_eigen(rough[(i + 1) % 4]) - to_eigen(rough[i])).norm();
    if (side < kLeastSide) return {};
    quad.side += side / 4;
  }
  if (!sharpen(contour, rough, quad)) {
    for (std::size_t i = 0; i < 4; ++i) quad.corners[i] = to_eigen(rough[i]);
  }
  quad.center = crossing(quad.corners[0], quad.corners[2], quad.corners[1], quad.corners[3]);
  if (cross(quad.corners[1] - quad.corners[0], quad.corners[2] - quad.corners[1]) < 0)
    std::swap(quad.corners[1], quad.corners[3]);
  grow(quad, hole ? -0.5 : 0.5);
  return quad;
}

bool alike(const Quad& a, const Quad& b) {
  constexpr double kApart = 10;
  if ((a.center - b.center).norm() > kApart) return false;
  double least = 1e18;
  for (std::size_t turn = 0; turn < 4; ++turn) {
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) sum += (a.corners[i] - b.corners[(i + turn) % 4]).squaredNorm() / 4;
    least = std::min(least, sum);
  }
  return std::sqrt(least) < kApart;
}

}  // namespace

Eigen::Vector2d crossing(const Eigen::Vector2d& a, const Eigen::Vector2d& b, const Eigen::Vector2d& c,
                         const Eigen::Vector2d& d) {
  const double along = cross(c - a, d - c) / cross(b - a, d - c);
  return a + along * (b - a);
}

std::vector<Quad> find_quads(const cv::Mat& gray, const QuadOptions& options) {
  constexpr int kContrast = 7;
  cv::Mat smooth = without_noise(gray), mask;
  cv::morphologyEx(smooth, smooth, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  std::vector<Quad> found;
  std::vector<Contour> contours;
  std::vector<cv::Vec4i> hierarchy;
  for (int window = options.first_window; window <= options.last_window; window += options.window_step) {
    cv::adaptiveThreshold(smooth, mask, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, window, kContrast);
    cv::findContours(mask, contours, hierarchy, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (std::size_t i = 0; i < contours.size(); ++i) {
      if (auto quad = quad_of(contours[i], hierarchy[i][3] >= 0)) found.push_back(*quad);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Quad& a, const Quad& b) { return a.side > b.side; });
  std::vector<Quad> distinct;
  for (const auto& quad : found) {
    const auto same = [&quad](const Quad& other) { return alike(quad, other); };
    if (std::none_of(distinct.begin(), distinct.end(), same)) distinct.push_back(quad);
  }
  return distinct;
}

}  // namespace shadematch::inline v0
