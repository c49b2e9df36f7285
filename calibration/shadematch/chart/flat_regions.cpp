// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <tuple>
#include <unordered_map>

#include <shadematch/chart/flat_regions.hpp>
#include <shadematch/chart/pixel_components.hpp>

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

bool plausible_box(const PixelComponent& component) {
  const double width = component.box.width, height = component.box.height;
  return width * height <= 4.0 * component.area && std::max(width, height) <= 4 * std::min(width, height);
}

/// The component as a mask with a border of one pixel.
cv::Mat painted(const PixelComponent& component) {
  cv::Mat mask = cv::Mat::zeros(component.box.height + 2, component.box.width + 2, CV_8U);
  for (const PixelRun& run : component.runs) {
    auto* row = mask.ptr<std::uint8_t>(run.y - component.box.y + 1) - component.box.x + 1;
    std::fill(row + run.begin, row + run.end, std::uint8_t{1});
  }
  return mask;
}

/// Adds the patch-like components of pixels whose value is at most `most`.
void collect(const cv::Mat& picture, std::uint8_t most, std::vector<Blob>& blobs) {
  const double long_side = std::max(picture.cols, picture.rows);
  const ComponentLimits limits{std::max(30.0, std::pow(0.0035 * long_side, 2)), 0.06 * picture.cols * picture.rows};
  std::vector<Contour> contours;
  for (const PixelComponent& component : pixel_components(picture, most, limits)) {
    if (!plausible_box(component)) continue;
    cv::findContours(painted(component), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE,
                     component.box.tl() - cv::Point(1, 1));
    if (contours.empty()) continue;
    const auto longest = std::max_element(contours.begin(), contours.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
    Blob blob;
    if (measure_contour(*longest, blob)) blobs.push_back(blob);
  }
}

constexpr std::array<float, 4> kLevels{0.06F, 0.12F, 0.22F, 0.40F};  // of the relative gradient

/// Largest absolute 3x3 Sobel response over both directions and all channels.
cv::Mat strongest_gradient(const std::array<cv::Mat, 3>& channels) {
  cv::Mat strongest = cv::Mat::zeros(channels[0].size(), CV_16S);
  cv::Mat response;
  for (const auto& channel : channels) {
    for (const int horizontal : {0, 1}) {
      cv::Sobel(channel, response, CV_16S, horizontal, 1 - horizontal);
      cv::max(strongest, cv::abs(response), strongest);
    }
  }
  return strongest;
}

/// How many levels the gradient of each pixel reaches, relative to the brightness around it.
cv::Mat reached_levels(const cv::Mat& coded) {
  cv::Mat soft, brightest, around;
  cv::GaussianBlur(coded, soft, {5, 5}, 1.0);
  std::array<cv::Mat, 3> channels;
  cv::split(soft, channels.data());
  const cv::Mat strongest = strongest_gradient(channels);
  cv::max(channels[0], channels[1], brightest);
  cv::max(brightest, channels[2], brightest);
  cv::boxFilter(brightest, around, CV_32F, {31, 31});
  cv::Mat reached(coded.size(), CV_8U);
  for (int y = 0; y < coded.rows; ++y) {
    const auto* gradient = strongest.ptr<short>(y);
    const auto* level = around.ptr<float>(y);
    auto* out = reached.ptr<std::uint8_t>(y);
    for (int x = 0; x < coded.cols; ++x) {
      const auto value = static_cast<float>(gradient[x]);
      int count = 0;
      for (const float each : kLevels) count += value >= each * (level[x] + 8.0F) ? 1 : 0;
      out[x] = static_cast<std::uint8_t>(count);
    }
  }
  return reached;
}

}  // namespace

std::vector<Blob> regions_without_edges(const cv::Mat& coded) {
  const cv::Mat reached = reached_levels(coded);
  std::vector<Blob> blobs;
  for (std::size_t level = 0; level < kLevels.size(); ++level)
    collect(reached, static_cast<std::uint8_t>(level), blobs);
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
        cv::bitwise_not(mask, mask);
        collect(mask, 0, blobs);
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
