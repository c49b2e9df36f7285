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

/// Divides the light by `white` and codes it.
cv::Mat encode(cv::Mat& linear, double white) {
  const auto& codes = srgb_codes();
  const auto share = static_cast<float>(1.0 / white);
  cv::Mat coded(linear.size(), CV_8UC3);
  for (int y = 0; y < linear.rows; ++y) {
    auto* light = linear.ptr<float>(y);
    auto* to = coded.ptr<unsigned char>(y);
    for (int i = 0; i < 3 * linear.cols; ++i) {
      light[i] *= share;
      const float value = light[i] > 0 ? std::min(light[i], 1.0F) : 0.0F;  // NaN becomes 0
      const float nearest = value * (kCodes - 1) + 0.5F;                   // never negative, so cutting it rounds it
      to[i] = codes[static_cast<std::size_t>(nearest)];
    }
  }
  return coded;
}

/// Linear light of a part.
cv::Mat light_of(const Photo& photo, const cv::Rect& part) {
  cv::Mat light(part.size(), CV_32FC3);
  std::vector<float> buffer;
  for (int y = 0; y < part.height; ++y) {
    const auto count = static_cast<std::size_t>(part.width);
    std::copy_n(photo.rgb.row(photo.index(part.x, part.y + y), count, buffer), 3 * count, light.ptr<float>(y));
  }
  return light;
}

/// Reduced by a whole number where the photo knows a short way and enough squares fit: what is left of `scale` is
/// left to do.
cv::Mat reduced_light(const Photo& photo, double& scale) {
  const int factor = static_cast<int>(std::min(1 / scale + 1e-9, 256.0));
  if (factor > 1 && factor <= std::min(photo.width, photo.height)) {
    cv::Mat light(photo.height / factor, photo.width / factor, CV_32FC3);
    if (photo.rgb.reduced(factor, light.ptr<float>())) {
      scale *= factor;
      return light;
    }
  }
  return light_of(photo, {0, 0, photo.width, photo.height});
}

cv::Mat scaled_light(const Photo& photo, const cv::Rect& part, double scale) {
  const bool whole = part == cv::Rect(0, 0, photo.width, photo.height);
  cv::Mat light = whole ? reduced_light(photo, scale) : light_of(photo, part);
  constexpr double kSame = 1e-9;
  if (std::abs(scale - 1) < kSame) return light;
  const double x = std::max(scale, 1.0 / light.cols), y = std::max(scale, 1.0 / light.rows);  // one pixel at least
  cv::resize(light, light, {}, x, y, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return light;
}

}  // namespace

Eigen::Matrix3d SearchPicture::to_photo() const {
  Eigen::Matrix3d map = Eigen::Matrix3d::Identity();
  map(0, 0) = map(1, 1) = 1 / scale;
  map(0, 2) = 0.5 / scale - 0.5 + origin.x();
  map(1, 2) = 0.5 / scale - 0.5 + origin.y();
  return map;
}

double white_level(const Photo& photo) {
  const std::size_t count = photo.rgb.size() / 3;
  const std::size_t step = std::max<std::size_t>(1, count / 50'000);
  std::vector<float> brightest;
  for (std::size_t i = 0; i < count; i += step) {
    const auto rgb = photo.rgb.pixel(i);
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
  picture.linear = scaled_light(photo, part, scale);
  picture.coded = encode(picture.linear, white);
  cv::GaussianBlur(picture.linear, picture.linear, {5, 5}, 0.8);
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

cv::Vec3f sample(const Photo& photo, double x, double y) {
  const int left = std::clamp(static_cast<int>(std::floor(x)), 0, std::max(0, photo.width - 2));
  const int top = std::clamp(static_cast<int>(std::floor(y)), 0, std::max(0, photo.height - 2));
  const auto u = static_cast<float>(std::clamp(x - left, 0.0, 1.0));
  const auto v = static_cast<float>(std::clamp(y - top, 0.0, 1.0));
  const auto count = static_cast<std::size_t>(std::min(2, photo.width));
  const std::ptrdiff_t right = photo.width > 1 ? 3 : 0;
  std::array<float, 6> pair;
  const auto row = [&](int at) -> cv::Vec3f {
    photo.rgb.read(photo.index(left, at), count, pair.data());
    return (1 - u) * cv::Vec3f(pair.data()) + u * cv::Vec3f(pair.data() + right);
  };
  const cv::Vec3f upper = row(top);
  return (1 - v) * upper + v * row(std::min(top + 1, photo.height - 1));
}

namespace {

bool inside(int width, int height, const Eigen::Vector2d& point) {
  return point.x() >= -0.5 && point.y() >= -0.5 && point.x() <= width - 0.5 && point.y() <= height - 0.5;
}

}  // namespace

bool inside(const cv::Mat& picture, const Eigen::Vector2d& point) {
  return inside(picture.cols, picture.rows, point);
}

bool inside(const Photo& photo, const Eigen::Vector2d& point) {
  return inside(photo.width, photo.height, point);
}

}  // namespace shadematch::inline v0
