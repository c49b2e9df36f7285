// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSdOfMedian = 1.4826;  // sd of a normal distribution / its median absolute deviation

template <typename T>
double middle(std::vector<T>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return static_cast<double>(*half);
}

class Gatherer {
 public:
  explicit Gatherer(const Photo& photo) : photo_(photo) {}

  void add(int x, int y) {
    const auto rgb = photo_.pixel(x, y);
    if (!std::isfinite(rgb[0]) || !std::isfinite(rgb[1]) || !std::isfinite(rgb[2])) return;
    for (std::size_t c = 0; c < 3; ++c) channels_[c].push_back(rgb[c]);
    mean_.push_back((double{rgb[0]} + rgb[1] + rgb[2]) / 3.0);
    at_ += Eigen::Vector2d(x, y);
    if (photo_.clipped_high(x, y)) ++clipped_;
  }

  [[nodiscard]] AreaSample sample(const SmoothLimits& limits = {}) {
    AreaSample out;
    out.pixels = static_cast<int>(mean_.size());
    if (out.pixels == 0) return out;
    out.center = at_ / out.pixels;
    out.clipped_share = static_cast<double>(clipped_) / out.pixels;
    if (out.clipped_share > limits.clipped) return out;
    const double level = middle(mean_);
    for (double& value : mean_) value -= level;
    out.texture = robust_sd(std::move(mean_)) / std::max(level, 1e-6);
    for (std::size_t c = 0; c < 3 && out.texture <= limits.texture; ++c) {
      out.value(static_cast<Eigen::Index>(c)) = middle(channels_[c]);
    }
    return out;
  }

 private:
  const Photo& photo_;
  std::array<std::vector<float>, 3> channels_;
  std::vector<double> mean_;
  Eigen::Vector2d at_{0, 0};
  int clipped_ = 0;
};

}  // namespace

AreaSample sample_square(const Photo& photo, int x, int y, int side, int stride, const SmoothLimits& limits) {
  Gatherer gatherer(photo);
  for (int row = y; row < y + side; row += stride) {
    for (int column = x; column < x + side; column += stride) gatherer.add(column, row);
  }
  return gatherer.sample(limits);
}

AreaSample sample_region(const Photo& photo, const Region& region, const std::string& who) {
  expect_pixels(photo, who);
  const bool inside = region.x >= 0 && region.y >= 0 && region.width >= 0 && region.height >= 0 &&
                      region.width <= photo.width - region.x && region.height <= photo.height - region.y;
  if (!inside) throw std::invalid_argument(who + ": expected a region inside the photo, got one that leaves it");
  Gatherer gatherer(photo);
  std::size_t in_mask = 0;
  for (int row = 0; row < region.height; ++row) {
    for (int column = 0; column < region.width; ++column) {
      if (region.mask[in_mask++] != 0) gatherer.add(region.x + column, region.y + row);
    }
  }
  return gatherer.sample();
}

Eigen::Vector3d ln_chroma(const Eigen::Vector3d& ln_value) {
  return ln_value.array() - ln_value.mean();
}

void expect_pixels(const Photo& photo, const std::string& who) {
  const auto pixels = static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height);
  if (photo.width > 0 && photo.height > 0 && photo.rgb.size() == 3 * pixels) return;
  throw std::invalid_argument(who + ": expected a photo with width x height x 3 values, got " +
                              std::to_string(photo.width) + " x " + std::to_string(photo.height) + " with " +
                              std::to_string(photo.rgb.size()));
}

std::string short_number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

double robust_sd(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  return kSdOfMedian * middle(values);
}

}  // namespace shadematch::inline v0
