// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <tuple>
#include <unordered_map>

#include <shadematch/chart/flat_regions.hpp>

namespace shadematch::inline v0 {
namespace {

using Contour = std::vector<cv::Point>;

/// Area with the border pixels whole: contours run through pixel centers (Pick's theorem).
double pixel_area(const Contour& contour) {
  return cv::contourArea(contour) + cv::arcLength(contour, true) / 2 + 1;
}

bool measure_contour(const Contour& contour, Blob& blob) {
  Contour hull;
  cv::convexHull(contour, hull);
  if (hull.size() < 3) return false;
  const double hull_area = cv::contourArea(hull);
  if (!(hull_area > 0) || cv::contourArea(contour) < 0.85 * hull_area) return false;
  const cv::RotatedRect box = cv::minAreaRect(hull);
  const double short_side = 1.0 + std::min(box.size.width, box.size.height);
  const double long_side = 1.0 + std::max(box.size.width, box.size.height);
  if (short_side < 4 || long_side > 2.2 * short_side) return false;
  if (pixel_area(hull) < 0.72 * short_side * long_side) return false;
  const cv::Moments moments = cv::moments(hull);
  blob.center = {moments.m10 / moments.m00, moments.m01 / moments.m00};
  blob.area = pixel_area(hull);
  blob.quality = pixel_area(contour) / (short_side * long_side);
  return true;
}

bool plausible_box(const int* stats, double smallest, double largest) {
  const double area = stats[cv::CC_STAT_AREA];
  const double width = stats[cv::CC_STAT_WIDTH];
  const double height = stats[cv::CC_STAT_HEIGHT];
  return area >= smallest && area <= largest && width * height <= 4 * area &&
         std::max(width, height) <= 4 * std::min(width, height);
}

/// Adds the patch-like 4-connected components of a mask.
void collect(const cv::Mat& mask, std::vector<Blob>& blobs) {
  const double long_side = std::max(mask.cols, mask.rows);
  const double smallest = std::max(30.0, std::pow(0.0035 * long_side, 2));
  const double largest = 0.06 * mask.cols * mask.rows;
  cv::Mat labels, stats, centroids;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 4, CV_32S);
  std::vector<Contour> contours;
  for (int label = 1; label < count; ++label) {
    const int* row = stats.ptr<int>(label);
    if (!plausible_box(row, smallest, largest)) continue;
    const cv::Rect box(row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH], row[cv::CC_STAT_HEIGHT]);
    cv::Mat part;
    cv::copyMakeBorder(labels(box) == label, part, 1, 1, 1, 1, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, 0);
    cv::findContours(part, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE, box.tl() - cv::Point(1, 1));
    if (contours.empty()) continue;
    const auto longest = std::max_element(contours.begin(), contours.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
    Blob blob;
    if (measure_contour(*longest, blob)) blobs.push_back(blob);
  }
}

/// Largest absolute 3x3 Sobel response over both directions and all channels, relative to the brightness around.
cv::Mat relative_gradient(const cv::Mat& coded) {
  cv::Mat soft, brightest, around;
  cv::GaussianBlur(coded, soft, {5, 5}, 1.0);
  std::array<cv::Mat, 3> channels;
  cv::split(soft, channels.data());
  cv::Mat strongest = cv::Mat::zeros(coded.size(), CV_16S);
  cv::Mat response;
  for (const auto& channel : channels) {
    for (const int horizontal : {0, 1}) {
      cv::Sobel(channel, response, CV_16S, horizontal, 1 - horizontal);
      cv::max(strongest, cv::abs(response), strongest);
    }
  }
  cv::max(channels[0], channels[1], brightest);
  cv::max(brightest, channels[2], brightest);
  cv::boxFilter(brightest, around, CV_32F, {31, 31});
  around += 8;
  cv::Mat relative;
  strongest.convertTo(relative, CV_32F);
  cv::divide(relative, around, relative);
  return relative;
}

}  // namespace

std::vector<Blob> regions_without_edges(const cv::Mat& coded) {
  const cv::Mat gradient = relative_gradient(coded);
  std::vector<Blob> blobs;
  for (const double level : {0.06, 0.12, 0.22, 0.40}) collect(gradient < level, blobs);
  return blobs;
}

std::vector<Blob> regions_against_surroundings(const cv::Mat& coded) {
  std::array<cv::Mat, 3> channels;
  cv::split(coded, channels.data());
  cv::Mat gray, brightest, darkest, mask;
  cv::cvtColor(coded, gray, cv::COLOR_RGB2GRAY);
  cv::max(cv::max(channels[0], channels[1]), channels[2], brightest);
  cv::min(cv::min(channels[0], channels[1]), channels[2], darkest);
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  std::vector<Blob> blobs;
  for (const auto& picture : {gray, brightest, darkest}) {
    for (const int part : {60, 25, 10}) {
      const int window = std::max(5, (std::max(coded.cols, coded.rows) / part) | 1);
      for (const int polarity : {cv::THRESH_BINARY, cv::THRESH_BINARY_INV}) {
        cv::adaptiveThreshold(picture, mask, 255, cv::ADAPTIVE_THRESH_MEAN_C, polarity, window, 2);
        cv::morphologyEx(mask, mask, cv::MORPH_OPEN, square);
        collect(mask, blobs);
      }
    }
  }
  return blobs;
}

std::vector<Blob> without_duplicates(std::vector<Blob> blobs) {
  constexpr double kBucket = 32;
  std::sort(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) {
    return std::make_tuple(-a.quality, a.center.x(), a.center.y(), a.area) <
           std::make_tuple(-b.quality, b.center.x(), b.center.y(), b.area);
  });
  std::vector<Blob> kept;
  std::unordered_map<long, std::vector<std::size_t>> buckets;
  const auto bucket = [](long column, long row) { return row * 100'000 + column; };
  for (const auto& blob : blobs) {
    const double reach = 0.35 * std::sqrt(blob.area);
    const auto index = [](double value) { return static_cast<long>(std::floor(value / kBucket)); };
    bool repeated = false;
    for (long row = index(blob.center.y() - reach); row <= index(blob.center.y() + reach) && !repeated; ++row) {
      for (long column = index(blob.center.x() - reach); column <= index(blob.center.x() + reach); ++column) {
        const auto found = buckets.find(bucket(column, row));
        if (found == buckets.end()) continue;
        for (const std::size_t other : found->second) {
          const double ratio = kept[other].area / blob.area;
          repeated |= (kept[other].center - blob.center).norm() < reach && ratio > 0.35 && ratio < 2.9;
        }
      }
    }
    if (repeated) continue;
    buckets[bucket(index(blob.center.x()), index(blob.center.y()))].push_back(kept.size());
    kept.push_back(blob);
  }
  return kept;
}

}  // namespace shadematch::inline v0
