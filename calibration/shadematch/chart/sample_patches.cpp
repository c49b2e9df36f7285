// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <shadematch/chart/homography.hpp>
#include <shadematch/chart/refine.hpp>
#include <shadematch/chart/search_picture.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kReach = 0.25;

struct Pixel {
  cv::Vec3f color;
  bool clipped;
  Eigen::Vector2d place;  ///< from the center of the patch, -1..1 within the sampled square
};

bool frame_holds(const Photo& photo, const Eigen::Matrix3d& homography, const Eigen::Vector2d& cell, double half) {
  for (const double x : {-half, half}) {
    for (const double y : {-half, half}) {
      const Eigen::Vector2d corner = transform(homography, cell + Eigen::Vector2d(x, y));
      if (!corner.allFinite() || corner.x() < -0.5 || corner.y() < -0.5 || corner.x() > photo.width - 0.5 ||
          corner.y() > photo.height - 0.5) {
        return false;
      }
    }
  }
  return true;
}

/// 15 x 15 bilinear samples, for patches of fewer than 16 pixels.
std::vector<Pixel> between_pixels(const Photo& photo, const Eigen::Matrix3d& homography, const Eigen::Vector2d& cell,
                                  double reach) {
  constexpr int kSide = 15;
  std::vector<Pixel> pixels;
  for (int i = 0; i < kSide * kSide; ++i) {
    const int column = i % kSide;
    const int row = i / kSide;
    const Eigen::Vector2d offset(reach * (column - 7) / 7.0, reach * (row - 7) / 7.0);
    const Eigen::Vector2d point = transform(homography, cell + offset);
    const int x = std::clamp(static_cast<int>(std::lround(point.x())), 0, photo.width - 1);
    const int y = std::clamp(static_cast<int>(std::lround(point.y())), 0, photo.height - 1);
    pixels.push_back({sample(photo, point.x(), point.y()), photo.clipped_high(x, y), offset / reach});
  }
  return pixels;
}

std::vector<Pixel> pixels_of(const Photo& photo, const Eigen::Matrix3d& homography, const Eigen::Matrix3d& inverse,
                             const Eigen::Vector2d& cell, double reach) {
  Eigen::Vector2d low = Eigen::Vector2d::Constant(1e9), high = -low;
  for (const double dx : {-reach, reach}) {
    for (const double dy : {-reach, reach}) {
      const Eigen::Vector2d corner = transform(homography, cell + Eigen::Vector2d(dx, dy));
      low = low.cwiseMin(corner);
      high = high.cwiseMax(corner);
    }
  }
  const int left = std::max(0, static_cast<int>(std::ceil(low.x())));
  const int right = static_cast<int>(std::floor(std::min(photo.width - 1.0, high.x())));
  const auto count = static_cast<std::size_t>(std::max(0, right - left + 1));
  std::vector<Pixel> pixels;
  std::vector<float> buffer;
  std::vector<std::uint8_t> flags;
  for (int y = std::max(0, static_cast<int>(std::ceil(low.y()))); y <= std::min(photo.height - 1.0, high.y()); ++y) {
    if (count == 0) break;
    const float* rgb = photo.rgb.row(photo.index(left, y), count, buffer);
    const std::uint8_t* clipping = photo.clipping.row(photo.index(left, y), count, flags);
    for (int x = left; x <= right; ++x, rgb += 3, ++clipping) {
      const Eigen::Vector2d place = (inverse * Eigen::Vector3d(x, y, 1)).hnormalized() - cell;
      if (place.cwiseAbs().maxCoeff() > reach) continue;
      pixels.push_back({{rgb[0], rgb[1], rgb[2]}, (*clipping & kHighAny) != 0, place / reach});
    }
  }
  return pixels.size() >= 16 ? pixels : between_pixels(photo, homography, cell, reach);
}

double mean_channel(const cv::Vec3f& color) {
  return (static_cast<double>(color[0]) + color[1] + color[2]) / 3;
}

/// Mean brightness of 3 x 3 parts of the patch, sorted: noise of single pixels is neither dirt nor glare.
std::vector<double> part_means(const std::vector<Pixel>& pixels) {
  std::array<double, 9> sums{}, counts{};
  for (const auto& pixel : pixels) {
    const auto part = [](double place) { return std::clamp(static_cast<int>(1.5 * (place + 1)), 0, 2); };
    const int cell = 3 * part(pixel.place.y()) + part(pixel.place.x());
    const auto at = static_cast<std::size_t>(cell);
    sums[at] += mean_channel(pixel.color);
    ++counts[at];
  }
  std::vector<double> means;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (counts[i] > 0) means.push_back(sums[i] / counts[i]);
  }
  std::sort(means.begin(), means.end());
  return means;
}

/// Why the pixels cannot stand for the patch; empty if they can.
std::string fault(const std::vector<Pixel>& pixels, const PatchSample& sample) {
  constexpr double kClipped = 0.05, kGlare = 0.15, kDirty = 0.12, kLeastLight = 0.02;
  if (sample.clipped_share > kClipped) return "clipped";
  const auto parts = part_means(pixels);
  const double median = parts[parts.size() / 2];
  const double above = parts.back() - median, below = median - parts.front();
  // Three standard errors of a part: what noise alone can do.
  const double least = kLeastLight + 3 * sample.noise.mean() / std::sqrt(static_cast<double>(pixels.size()) / 9);
  if (above > std::max(kGlare * median, least) && above > 1.5 * below) return "glare";
  return std::max(above, below) > std::max(2 * kDirty * median, least) ? "dirty" : "";
}

/// The least value above a tail of the pixels, and how many of the tail are equal to it.
struct Tail {
  double value = 0;
  std::ptrdiff_t equal = 0;
};

Tail lower_tail(std::vector<double> values, std::ptrdiff_t count) {
  const auto last = values.begin() + count;
  std::nth_element(values.begin(), last, values.end());
  const auto below = std::count_if(values.begin(), last, [&last](double value) { return value < *last; });
  return {*last, count - below};
}

/// The mean of the pixels but for the darkest and the brightest tenth. Of equal ones the first counts as the darker.
void average_without_tails(const std::vector<Pixel>& pixels, PatchSample& sample) {
  std::vector<double> brightness(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) brightness[i] = mean_channel(pixels[i].color);
  const auto dropped = std::ssize(pixels) / 10;
  Tail dark = lower_tail(brightness, dropped);
  for (double& value : brightness) value = -value;
  Tail bright = lower_tail(brightness, dropped);
  std::ptrdiff_t equal = std::count(brightness.begin(), brightness.end(), bright.value);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const double value = -brightness[i];
    if (value < dark.value || value > -bright.value) continue;
    if (value == -bright.value && equal-- <= bright.equal) continue;
    if (value == dark.value && dark.equal-- > 0) continue;
    for (int c = 0; c < 3; ++c) sample.rgb[c] += static_cast<double>(pixels[i].color[c]);
    ++sample.pixels;
  }
  sample.rgb /= sample.pixels;
}

void average(const std::vector<Pixel>& pixels, PatchSample& sample) {
  average_without_tails(pixels, sample);
  std::vector<float> values(pixels.size());
  for (int c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < pixels.size(); ++i) values[i] = pixels[i].color[c];
    const auto median = static_cast<float>(median_of(values));
    for (float& value : values) value = std::abs(value - median);
    sample.noise[c] = kSdOfMad * median_of(values);
  }
  // JPEG pixels are correlated: a block of 2 x 2 counts as one.
  sample.standard_error = sample.noise / std::sqrt(std::max(1.0, sample.pixels / 4.0));
}

}  // namespace

std::vector<PatchSample> sample_patches(const Photo& photo, const ChartDefinition& definition,
                                        const Eigen::Matrix3d& homography, const Points& cells) {
  const Eigen::Matrix3d inverse = homography.inverse();
  const double reach = std::min(kReach, 0.35 * definition.patch_fraction);
  std::vector<PatchSample> patches;
  for (int i = 0; i < definition.patch_count(); ++i) {
    const Eigen::Vector2d& cell = cells[static_cast<std::size_t>(i)];
    PatchSample sample;
    sample.id = i + 1;
    sample.center = transform(homography, cell);
    if (!frame_holds(photo, homography, cell, 0.5 * definition.patch_fraction)) {
      sample.valid = false;
      sample.reason = "cut_off";
      patches.push_back(sample);
      continue;
    }
    const auto pixels = pixels_of(photo, homography, inverse, cell, reach);
    const auto clipped = std::count_if(pixels.begin(), pixels.end(), [](const Pixel& pixel) { return pixel.clipped; });
    sample.clipped_share = static_cast<double>(clipped) / static_cast<double>(pixels.size());
    average(pixels, sample);
    sample.reason = fault(pixels, sample);
    sample.valid = sample.reason.empty();
    patches.push_back(sample);
  }
  return patches;
}

}  // namespace shadematch::inline v0
