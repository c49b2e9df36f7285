// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <stdexcept>

#include <shadematch/light/picture_area.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

template <typename T>
double middle(std::vector<T>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return static_cast<double>(*half);
}

class Gatherer {
 public:
  Gatherer(const Photo& photo, std::size_t most) : photo_(photo) {
    for (auto& channel : channels_) channel.reserve(most);
    mean_.reserve(most);
  }

  /// `count` pixels of a row, `step` from one to the next.
  void add(int x, int y, int count, int step) {
    const auto pixels = static_cast<std::size_t>(count);
    rgb_.resize(3 * pixels);
    flags_.resize(pixels);
    photo_.rgb.read(photo_.index(x, y), pixels, rgb_.data(), static_cast<std::size_t>(step));
    if (photo_.clipping)
      photo_.clipping.read(photo_.index(x, y), pixels, flags_.data(), static_cast<std::size_t>(step));
    for (std::size_t i = 0; i < pixels; ++i, x += step) {
      const float* rgb = rgb_.data() + 3 * i;
      if (!std::isfinite(rgb[0]) || !std::isfinite(rgb[1]) || !std::isfinite(rgb[2])) continue;
      for (std::size_t c = 0; c < 3; ++c) channels_[c].push_back(rgb[c]);
      mean_.push_back((rgb[0] + rgb[1] + rgb[2]) / 3.0F);
      at_ += Eigen::Vector2d(x, y);
      if ((flags_[i] & kHighAny) != 0) ++clipped_;
    }
  }

  [[nodiscard]] AreaSample sample(const SmoothLimits& limits = {}) {
    AreaSample out;
    out.pixels = static_cast<int>(mean_.size());
    if (out.pixels == 0) return out;
    out.center = at_ / out.pixels;
    out.clipped_share = static_cast<double>(clipped_) / out.pixels;
    if (out.clipped_share > limits.clipped) return out;
    const double level = middle(mean_);
    for (float& value : mean_) value = std::abs(value - static_cast<float>(level));
    out.texture = kSdOfMad * middle(mean_) / std::max(level, 1e-6);
    for (std::size_t c = 0; c < 3 && out.texture <= limits.texture; ++c) {
      out.value(static_cast<Eigen::Index>(c)) = middle(channels_[c]);
    }
    return out;
  }

 private:
  const Photo& photo_;
  std::vector<float> rgb_;
  std::vector<std::uint8_t> flags_;
  std::array<std::vector<float>, 3> channels_;
  std::vector<float> mean_;
  Eigen::Vector2d at_{0, 0};
  int clipped_ = 0;
};

}  // namespace

AreaSample sample_square(const Photo& photo, int x, int y, int side, int stride, const SmoothLimits& limits) {
  const int count = (side + stride - 1) / stride;
  Gatherer gatherer(photo, static_cast<std::size_t>(count) * static_cast<std::size_t>(count));
  for (int row = y; row < y + side; row += stride) gatherer.add(x, row, count, stride);
  return gatherer.sample(limits);
}

AreaSample sample_region(const Photo& photo, const Region& region, const std::string& who) {
  expect_pixels(photo, who);
  const bool inside = region.x >= 0 && region.y >= 0 && region.width >= 0 && region.height >= 0 &&
                      region.width <= photo.width - region.x && region.height <= photo.height - region.y;
  if (!inside) throw std::invalid_argument(who + ": expected a region inside the photo, got one that leaves it");
  Gatherer gatherer(photo, region.mask.size());
  const auto inside_mask = [](std::uint8_t value) { return value != 0; };
  for (int row = 0; row < region.height; ++row) {
    const auto begin = region.mask.begin() + std::ptrdiff_t{row} * region.width, end = begin + region.width;
    for (auto from = std::find_if(begin, end, inside_mask); from != end;) {
      const auto to = std::find_if_not(from, end, inside_mask);
      gatherer.add(region.x + static_cast<int>(from - begin), region.y + row, static_cast<int>(to - from), 1);
      from = std::find_if(to, end, inside_mask);
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
  return kSdOfMad * middle(values);
}

}  // namespace shadematch::inline v0
