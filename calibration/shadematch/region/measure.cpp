// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <iterator>
#include <stdexcept>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/error.hpp>
#include <shadematch/region/glare.hpp>
#include <shadematch/region/measure.hpp>
#include <shadematch/region/pixel_states.hpp>
#include <shadematch/region/region_pixels.hpp>
#include <shadematch/statistics/median.hpp>

namespace shadematch::inline v0 {
namespace {

/// Neighboring pixels of a JPEG are correlated (8 x 8 blocks, halved chroma): n pixels tell as much as n / 4 alone.
constexpr double kPixelsPerIndependent = 4.0;
constexpr std::size_t kBlock = 32768;  // pixels that a thread looks at before it asks for more

void expect_inside(const LabImage& image, const Region& region) {
  const auto size =
      static_cast<std::size_t>(std::max(region.width, 0)) * static_cast<std::size_t>(std::max(region.height, 0));
  const bool whole = size > 0 && region.mask.size() == size;
  const bool inside = region.x >= 0 && region.y >= 0 && region.width <= image.width - region.x &&
                      region.height <= image.height - region.y;
  if (!image.lab || !image.calibration) throw std::invalid_argument("measure: expected a Lab image, got an empty one");
  if (whole && inside) return;
  throw std::invalid_argument("measure: expected a region inside the image of " + std::to_string(image.width) + " x " +
                              std::to_string(image.height) + " pixels, got " + std::to_string(region.width) + " x " +
                              std::to_string(region.height) + " at (" + std::to_string(region.x) + ", " +
                              std::to_string(region.y) + ") with a mask of " + std::to_string(region.mask.size()));
}

/// Counts of pixels, from threads that each add those of a block.
struct Counts {
  std::atomic<int> glare = 0, clipped = 0, blown = 0, left = 0;
};

/// Glare first: a mirror image of the lamp is often clipped too, and is then counted as glare only. Blown pixels are
/// left out; black ones count as clipped but stay in, or dark hair would come out too light.
void mark_valid(const RegionPixels& pixels, const GlareRule& is_glare, std::size_t first, std::size_t last,
                std::vector<std::uint8_t>& valid, Counts& counts) {
  int glare = 0, clipped = 0, blown = 0, left = 0;
  for (std::size_t i = first; i < last; ++i) {
    const bool shines = is_glare(pixels.L[i], pixels.a[i], pixels.b[i]);
    const bool is_clipped = !shines && pixels.clipping[i] != 0;
    const bool is_blown = !shines && (pixels.clipping[i] & kHighAny) != 0;
    valid[i] = !shines && !is_blown ? 1 : 0;
    glare += shines ? 1 : 0;
    clipped += is_clipped ? 1 : 0;
    blown += is_blown ? 1 : 0;
    left += valid[i];
  }
  counts.glare += glare;
  counts.clipped += clipped;
  counts.blown += blown;
  counts.left += left;
}

void leave_valid(RegionPixels& pixels, ThreadPool& pool, Reading& reading) {
  const GlareRule is_glare(pixels.L, pixels.a, pixels.b);
  std::vector<std::uint8_t> valid(pixels.count());
  Counts counts;
  pool.parallel_for(valid.size(), kBlock, [&](std::size_t first, std::size_t last) {
    mark_valid(pixels, is_glare, first, last, valid, counts);
  });
  reading.pixels = static_cast<int>(pixels.count());
  reading.valid_pixels = counts.left;
  reading.glare_share = static_cast<double>(counts.glare) / reading.pixels;
  reading.clipped_share = static_cast<double>(counts.clipped) / reading.pixels;
  reading.blown_share = static_cast<double>(counts.blown) / reading.pixels;
  if (counts.left < reading.pixels) pixels.keep(valid);
}

double texture_mad(const RegionPixels& pixels, double median_L) {
  std::vector<float> deviations(pixels.count());
  for (std::size_t i = 0; i < deviations.size(); ++i) {
    deviations[i] = std::abs(pixels.L[i] - static_cast<float>(median_L));
  }
  return median_of(deviations);
}

/// Mean light and place, for the uncertainty of the mean.
struct MeanPlace {
  Eigen::Vector3d rgb = Eigen::Vector3d::Zero();
  Eigen::Vector2d at = Eigen::Vector2d::Zero();
};

/// From run to run of pixels that follow each other; only sums of a run are kept.
MeanPlace mean_place(const LabImage& image, const RegionPixels& pixels) {
  MeanPlace mean;
  std::vector<float> buffer;
  const auto width = static_cast<std::size_t>(image.width);
  for (std::size_t from = 0, to = 0; from < pixels.count(); from = to) {
    const std::size_t first = pixels.at[from], row_end = (first / width + 1) * width;
    while (to < pixels.count() && pixels.at[to] == first + (to - from) && pixels.at[to] < row_end) ++to;
    const std::size_t count = to - from;
    const float* rgb = image.photo.rgb.row(first, count, buffer);
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (std::size_t i = 0; i < count; ++i) sum += Eigen::Map<const Eigen::Vector3f>(rgb + 3 * i).cast<double>();
    mean.rgb += sum;
    const auto n = static_cast<double>(count);
    mean.at += n * Eigen::Vector2d(static_cast<double>(first % width) + 0.5 * (n - 1.0), first / width);
  }
  mean.rgb /= static_cast<double>(pixels.count());
  mean.at /= static_cast<double>(pixels.count());
  return mean;
}

/// Sum of d d', d of L*, a*, b* from their mean. Sums are of differences from the first pixel, which lies near enough
/// to lose no digits.
Eigen::Matrix3d scatter_of(const RegionPixels& pixels) {
  constexpr std::size_t kLanes = 4;  // sums that compilers can keep beside each other in a vector
  constexpr std::size_t kSums = 9;   // L, a, b, LL, La, Lb, aa, ab, bb
  const double first[3] = {pixels.L[0], pixels.a[0], pixels.b[0]};
  double sums[kSums][kLanes] = {};
  const auto add = [&](std::size_t lane, std::size_t i) {
    const double L = pixels.L[i] - first[0], a = pixels.a[i] - first[1], b = pixels.b[i] - first[2];
    const double values[kSums] = {L, a, b, L * L, L * a, L * b, a * a, a * b, b * b};
    for (std::size_t k = 0; k < kSums; ++k) sums[k][lane] += values[k];
  };
  const std::size_t whole = pixels.count() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) add(lane, i + lane);
  }
  for (std::size_t i = whole; i < pixels.count(); ++i) add(0, i);
  const auto total = [&sums](std::size_t k) { return sums[k][0] + sums[k][1] + sums[k][2] + sums[k][3]; };
  const Eigen::Vector3d off = Eigen::Vector3d(total(0), total(1), total(2)) / static_cast<double>(pixels.count());
  Eigen::Matrix3d scatter;
  scatter << total(3), total(4), total(5), total(4), total(6), total(7), total(5), total(7), total(8);
  return scatter - static_cast<double>(pixels.count()) * off * off.transpose();
}

/// Color and uncertainty of the mean, place and light of which are these. Without the noise of its pixels.
void read_uncertainty(const LabImage& image, const MeanPlace& mean, Reading& reading) {
  const Calibration::Measured at = image.calibration->measure_for_visits(mean.rgb, mean.at);
  reading.center = mean.at;
  reading.covariance = at.color.covariance;
  reading.visit_covariance = at.visit_covariance;
  reading.calibration = image.calibration;
}

/// All that the valid pixels tell; none of the tasks waits for another, the longest comes first.
void read_statistics(const LabImage& image, const RegionPixels& pixels, ThreadPool& pool, Reading& reading) {
  Eigen::Matrix3d scatter;
  const std::function<void()> tasks[] = {
      [&] { read_uncertainty(image, mean_place(image, pixels), reading); },
      [&] {
        reading.median.L = median_of(pixels.L);
        reading.texture_mad = texture_mad(pixels, reading.median.L);
      },
      [&] { scatter = scatter_of(pixels); },
      [&] { reading.lab = lab_from_xyz(mean_xyz_from_lab(pixels.L, pixels.a, pixels.b)); },
      [&] { reading.median.a = median_of(pixels.a); },
      [&] { reading.median.b = median_of(pixels.b); },
  };
  pool.parallel_for(std::size(tasks), 1, [&](std::size_t task, std::size_t) { tasks[task](); });
  const auto n = static_cast<double>(pixels.count());
  reading.spread = scatter / std::max(n - 1.0, 1.0);
  const Eigen::Matrix3d noise = reading.spread * std::min(1.0, kPixelsPerIndependent / n);
  reading.covariance += noise;
  reading.visit_covariance += noise;
}

}  // namespace

std::vector<std::uint8_t> pixel_states(const LabImage& image, const Region& region) {
  expect_inside(image, region);
  std::vector<std::uint8_t> states(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height), 0);
  ThreadPool pool(threads_for(image, region));
  const RegionPixels pixels = region_pixels(image, region, pool);
  if (pixels.count() == 0) return states;
  const GlareRule is_glare(pixels.L, pixels.a, pixels.b);
  for (std::size_t i = 0; i < pixels.count(); ++i) {
    const bool blown = (pixels.clipping[i] & kHighAny) != 0;
    const PixelState state = is_glare(pixels.L[i], pixels.a[i], pixels.b[i]) ? PixelState::kGlare
                             : blown                                         ? PixelState::kBlown
                                                                             : PixelState::kValid;
    states[pixels.at[i]] = static_cast<std::uint8_t>(state);
  }
  return states;
}

Reading measure(const LabImage& image, const Region& region, const MeasureOptions& options) {
  expect_inside(image, region);
  if (std::find(region.mask.begin(), region.mask.end(), 1) == region.mask.end()) {
    throw std::invalid_argument("measure: expected a region with pixels, got an empty mask");
  }
  Reading reading;
  ThreadPool pool(threads_for(image, region));
  RegionPixels pixels = region_pixels(image, region, pool);
  if (pixels.count() > 0) leave_valid(pixels, pool, reading);
  if (pixels.count() == 0) {
    throw MeasurementRefused(
        "no_valid_pixels",
        "measure: expected pixels that are neither clipped nor glare, got none of " + std::to_string(reading.pixels),
        "Take the photograph again, darker and without the mirror image of the lamp");
  }
  if (pixels.count() < 2) {
    throw MeasurementRefused("too_few_pixels", "measure: expected at least 2 valid pixels to tell their noise, got 1",
                             "Mark a larger region");
  }
  read_statistics(image, pixels, pool, reading);
  if (reading.clipped_share > options.max_clipped_share) reading.flags.emplace_back("clipped");
  if (reading.glare_share > options.max_glare_share) reading.flags.emplace_back("glare");
  if (reading.valid_pixels < options.min_pixels) reading.flags.emplace_back("too_small");
  if (reading.texture_mad > options.max_texture_mad) reading.flags.emplace_back("uneven");
  return reading;
}

}  // namespace shadematch::inline v0
