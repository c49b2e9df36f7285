// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include <shadematch/chart/search_picture.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kCodes = 4096;

/// sRGB code 0..255 of linear 0..1 in steps of 1/4095. Source: IEC 61966-2-1 [iec61966].
const std::array<unsigned char, kCodes>& srgb_codes() {
  static const auto codes = [] {
    std::array<unsigned char, kCodes> table{};
    for (int i = 0; i < kCodes; ++i) {
      const double linear = static_cast<double>(i) / (kCodes - 1);
      const double coded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
      table[static_cast<std::size_t>(i)] = static_cast<unsigned char>(std::lround(255 * coded));
    }
    return table;
  }();
  return codes;
}

cv::Mat encode(const cv::Mat& linear) {
  const auto& codes = srgb_codes();
  cv::Mat coded(linear.size(), CV_8UC3);
  for (int y = 0; y < linear.rows; ++y) {
    const auto* from = linear.ptr<float>(y);
    auto* to = coded.ptr<unsigned char>(y);
    for (int i = 0; i < 3 * linear.cols; ++i) {
      const float value = from[i] > 0 ? std::min(from[i], 1.0F) : 0.0F;  // NaN becomes 0
      const float nearest = value * (kCodes - 1) + 0.5F;                 // never negative, so cutting it rounds it
      to[i] = codes[static_cast<std::size_t>(nearest)];
    }
  }
  return coded;
}

}  // namespace

Eigen::Matrix3d SearchPicture::to_photo() const {
  Eigen::Matrix3d map = Eigen::Matrix3d::Identity();
  map(0, 0) = map(1, 1) = 1 / scale;
  map(0, 2) = 0.5 / scale - 0.5 + origin.x();
  map(1, 2) = 0.5 / scale - 0.5 + origin.y();
  return map;
}

cv::Mat view(const Photo& photo) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): cv::Mat has no constant form; the pixels are only read
  return {photo.height, photo.width, CV_32FC3, const_cast<float*>(photo.rgb->data())};  // only ever read
}

double white_level(const Photo& photo) {
  const std::size_t count = photo.rgb->size() / 3;
  const std::size_t step = std::max<std::size_t>(1, count / 50'000);
  std::vector<float> brightest;
  for (std::size_t i = 0; i < count; i += step) {
    const float* rgb = photo.rgb->data() + 3 * i;
    const float value = std::max({rgb[0], rgb[1], rgb[2]});
    if (std::isfinite(value)) brightest.push_back(value);
  }
  if (brightest.empty()) return 1e-6;
  const auto at = brightest.begin() + static_cast<std::ptrdiff_t>(0.995 * static_cast<double>(brightest.size() - 1));
  std::nth_element(brightest.begin(), at, brightest.end());
  return std::max(1e-6, static_cast<double>(*at));
}

SearchPicture search_picture(const Photo& photo, double white, double scale, const std::optional<cv::Rect>& area) {
  SearchPicture picture;
  const cv::Rect part = area.value_or(cv::Rect(0, 0, photo.width, photo.height));
  picture.scale = scale;
  picture.origin = {part.x, part.y};
  cv::Mat scaled = view(photo)(part);
  if (scale != 1) {
    cv::resize(scaled, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  }
  cv::Mat linear;
  scaled.convertTo(linear, CV_32F, 1 / white);
  picture.coded = encode(linear);
  cv::GaussianBlur(linear, picture.linear, {5, 5}, 0.8);
  return picture;
}

cv::Vec3f sample(const cv::Mat& picture, double x, double y) {
  const int left = std::clamp(static_cast<int>(std::floor(x)), 0, std::max(0, picture.cols - 2));
  const int top = std::clamp(static_cast<int>(std::floor(y)), 0, std::max(0, picture.rows - 2));
  const int right = std::min(left + 1, picture.cols - 1);
  const int bottom = std::min(top + 1, picture.rows - 1);
  const auto u = static_cast<float>(std::clamp(x - left, 0.0, 1.0));
  const auto v = static_cast<float>(std::clamp(y - top, 0.0, 1.0));
  const auto* upper = picture.ptr<cv::Vec3f>(top);
  const auto* lower = picture.ptr<cv::Vec3f>(bottom);
  return (1 - v) * ((1 - u) * upper[left] + u * upper[right]) + v * ((1 - u) * lower[left] + u * lower[right]);
}

bool inside(const cv::Mat& picture, const Eigen::Vector2d& point) {
  return point.x() >= -0.5 && point.y() >= -0.5 && point.x() <= picture.cols - 0.5 && point.y() <= picture.rows - 0.5;
}

}  // namespace shadematch::inline v0
