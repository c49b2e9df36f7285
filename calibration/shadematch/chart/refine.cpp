// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include <shadematch/chart/homography.hpp>
#include <shadematch/chart/refine.hpp>
#include <shadematch/chart/search_picture.hpp>
#include <shadematch/pixels/cube_roots.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kSide = 49;        // samples across one rectified patch
constexpr double kWhole = 0.88;  // of the median area: less means that glare or a finger has taken a part
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
bool flat_center(const Photo& photo, const Eigen::Matrix3d& homography, const Eigen::Vector2d& cell,
                 double patch_fraction, FlatCenter& found) {
  cv::Mat patch(kSide, kSide, CV_32FC3);
  const double step = 2 * kReach / (kSide - 1);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const Eigen::Vector2d point = transform(homography, cell + Eigen::Vector2d(x * step - kReach, y * step - kReach));
      if (!point.allFinite() || !inside(photo, point)) return false;
      const cv::Vec3f color = sample(photo, point.x(), point.y());
      for (int c = 0; c < 3; ++c) patch.at<cv::Vec3f>(y, x)[c] = std::max(color[c], 0.0F);
    }
  }
  signed_cube_roots(patch.ptr<float>(), 3 * kSide * kSide);
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

Points printed_places(const ChartDefinition& definition) {
  Points places;
  for (int i = 0; i < definition.patch_count(); ++i) places.push_back(definition.position(i));
  return places;
}

/// The patches that show a flat region near `cells` of at least `least_area` of the median's: index and offset from
/// there.
std::vector<std::pair<int, Eigen::Vector2d>> whole_patches(const Photo& photo, const ChartDefinition& definition,
                                                           const Eigen::Matrix3d& homography, const Points& cells,
                                                           double least_area) {
  std::vector<std::pair<int, FlatCenter>> found;
  std::vector<double> areas;
  for (int i = 0; i < definition.patch_count(); ++i) {
    FlatCenter center;
    if (!flat_center(photo, homography, cells[static_cast<std::size_t>(i)], definition.patch_fraction, center))
      continue;
    found.emplace_back(i, center);
    areas.push_back(center.area);
  }
  std::vector<std::pair<int, Eigen::Vector2d>> whole;
  if (found.empty()) return whole;
  std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2), areas.end());
  for (const auto& [index, center] : found) {
    if (center.area >= least_area * areas[areas.size() / 2]) whole.emplace_back(index, center.offset);
  }
  return whole;
}

Eigen::Matrix3d refine_once(const Photo& photo, const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  constexpr double kTolerance = 0.06;
  Points from, to;
  for (const auto& [index, offset] : whole_patches(photo, definition, homography, printed_places(definition), kWhole)) {
    from.push_back(definition.position(index));
    to.push_back(from.back() + offset);
  }
  const int least = std::max(8, definition.patch_count() / 3);
  if (static_cast<int>(from.size()) < least) return homography;
  std::vector<bool> inliers;
  const Eigen::Matrix3d correction = fit_homography_robust(from, to, kTolerance, inliers);
  if (correction.isZero() || std::count(inliers.begin(), inliers.end(), true) < least) return homography;
  return homography * correction;
}

using Quadratic = Eigen::Matrix<double, 6, 1>;

Quadratic quadratic(const Eigen::Vector2d& place) {
  return (Quadratic() << 1, place.x(), place.y(), place.x() * place.x(), place.x() * place.y(), place.y() * place.y())
      .finished();
}

/// Displacement of every patch: the quadratic surface through those of `seen` that agree with it.
Points displaced(const ChartDefinition& definition, const std::vector<std::pair<int, Eigen::Vector2d>>& seen) {
  constexpr double kAgrees = 0.12, kRidge = 1e-6;
  Eigen::Matrix<double, 6, 2> surface = Eigen::Matrix<double, 6, 2>::Zero();
  for (const bool all : {true, false}) {
    Eigen::Matrix<double, 6, 6> normal = kRidge * Eigen::Matrix<double, 6, 6>::Identity();
    Eigen::Matrix<double, 6, 2> right = Eigen::Matrix<double, 6, 2>::Zero();
    for (const auto& [index, displacement] : seen) {
      const Quadratic row = quadratic(definition.position(index));
      if (!all && (surface.transpose() * row - displacement).norm() > kAgrees) continue;
      normal += row * row.transpose();
      right += row * displacement.transpose();
    }
    surface = normal.ldlt().solve(right);
  }
  Points displacements;
  for (const auto& place : printed_places(definition)) displacements.push_back(surface.transpose() * quadratic(place));
  return displacements;
}

double eightieth_percentile(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.8 * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Displacements seen when every patch is looked for on the surface through the others, which reaches farther with
/// each round.
std::vector<std::pair<int, Eigen::Vector2d>> follow_surface(const Photo& photo, const ChartDefinition& definition,
                                                            const Eigen::Matrix3d& homography, Points& cells) {
  constexpr int kRounds = 5;
  constexpr double kForeshortened = 0.7;
  const Points printed = printed_places(definition);
  std::vector<std::pair<int, Eigen::Vector2d>> seen;
  for (int round = 0; round < kRounds; ++round) {
    seen = whole_patches(photo, definition, homography, cells, kForeshortened);
    for (auto& [index, offset] : seen) {
      const auto at = static_cast<std::size_t>(index);
      offset += cells[at] - printed[at];
    }
    const Points displacements = displaced(definition, seen);
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = printed[i] + displacements[i];
  }
  return seen;
}

}  // namespace

PatchPlaces patch_places(const Photo& photo, const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  constexpr double kBent = 0.08, kSuspect = 0.04;
  const Points printed = printed_places(definition);
  PatchPlaces places{homography, printed};
  const auto first = whole_patches(photo, definition, homography, printed, kWhole);
  std::vector<double> distances;
  distances.reserve(first.size());
  for (const auto& each : first) distances.push_back(each.second.norm());
  if (!distances.empty()) places.bend = eightieth_percentile(distances);
  if (places.bend <= kSuspect && 4 * std::ssize(first) >= std::ptrdiff_t{3} * definition.patch_count()) return places;
  Points cells = printed;
  const auto seen = follow_surface(photo, definition, homography, cells);
  if (8 * std::ssize(seen) < std::ptrdiff_t{7} * definition.patch_count())
    return places;  // a finger or glare bends too
  Points from, to;
  for (const auto& [index, displacement] : seen) {
    from.push_back(printed[static_cast<std::size_t>(index)]);
    to.push_back(from.back() + displacement);
    cells[static_cast<std::size_t>(index)] = to.back();
  }
  const Eigen::Matrix3d flat = fit_homography(from, to);
  if (flat.isZero()) return places;
  distances.clear();
  for (std::size_t i = 0; i < from.size(); ++i) distances.push_back((to[i] - transform(flat, from[i])).norm());
  const double bend = eightieth_percentile(distances);
  if (bend <= kBent) return places;
  const Eigen::Matrix3d back = flat.inverse();
  for (auto& cell : cells) cell = transform(back / back(2, 2), cell);
  const Eigen::Matrix3d whole = homography * flat;
  return {whole / whole(2, 2), cells, bend, true};
}

Eigen::Matrix3d refine_homography(const Photo& photo, const ChartDefinition& definition,
                                  const Eigen::Matrix3d& homography) {
  Eigen::Matrix3d refined = refine_once(photo, definition, homography);
  refined = refine_once(photo, definition, refined);
  return refined / refined(2, 2);
}

double edge_width(const Photo& photo, const ChartDefinition& definition, const Eigen::Matrix3d& homography) {
  constexpr int kSteps = 41;
  const double white = white_level(photo);
  std::vector<double> widths;
  for (int patch = 0; patch < definition.patch_count(); ++patch) {
    for (int other = 0; other < definition.patch_count(); ++other) {
      const Eigen::Vector2d from = definition.position(patch);
      const Eigen::Vector2d step = definition.position(other) - from;
      if (std::abs(step.x() - 1) > 0.3 || std::abs(step.y()) > 0.3) continue;  // the next one in the row
      std::array<std::array<double, kSteps>, 3> profiles{};
      for (std::size_t i = 0; i < kSteps; ++i) {
        for (const double across : {-0.15, -0.05, 0.05, 0.15}) {
          const Eigen::Vector2d point =
              transform(homography, from + step * static_cast<double>(i) / (kSteps - 1) + Eigen::Vector2d(0, across));
          if (!point.allFinite() || !inside(photo, point)) continue;
          const cv::Vec3f color = sample(photo, point.x(), point.y());
          for (std::size_t c = 0; c < 3; ++c) profiles[c][i] += static_cast<double>(color[static_cast<int>(c)]) / 4;
        }
      }
      double widest_range = 0, width = 0;
      for (const auto& profile : profiles) {
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
