// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/error.hpp>
#include <shadematch/region/glare.hpp>
#include <shadematch/region/measure.hpp>
#include <shadematch/region/pixel_states.hpp>

namespace shadematch::inline v0 {
namespace {

/// Neighboring pixels of a JPEG are correlated (8 x 8 blocks, halved chroma): n pixels tell as much as n / 4 alone.
constexpr double kPixelsPerIndependent = 4.0;

/// Pixels of a region, gathered.
struct Pixels {
  std::vector<Lab> lab;
  std::vector<Eigen::Vector3d> rgb;
  std::vector<Eigen::Vector2d> at;
  std::vector<std::uint8_t> clipping;
};

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

/// Pixels of one run of the mask. @param lab  of the run.
void add_run(const LabImage& image, const PixelSpan& run, const float* lab, Pixels& pixels) {
  const auto first = static_cast<std::size_t>(run.y) * static_cast<std::size_t>(image.width);
  for (int i = 0; i < run.count; ++i, lab += 3) {
    // A photo built in memory may hold NaN, which no median can order: no light, no pixel.
    if (!std::isfinite(lab[0]) || !std::isfinite(lab[1]) || !std::isfinite(lab[2])) continue;
    const std::size_t index = first + static_cast<std::size_t>(run.x + i);
    const float* rgb = image.photo.rgb->data() + 3 * index;
    pixels.lab.push_back({lab[0], lab[1], lab[2]});
    pixels.rgb.emplace_back(rgb[0], rgb[1], rgb[2]);
    pixels.at.emplace_back(run.x + i, run.y);
    pixels.clipping.push_back(image.photo.clipping ? (*image.photo.clipping)[index] : std::uint8_t{0});
  }
}

/// Row by row, from run to run of the mask: nothing else is converted.
Pixels gather(const LabImage& image, const Region& region) {
  Pixels pixels;
  std::vector<float> buffer;
  for (int row = 0; row < region.height; ++row) {
    const auto begin = region.mask.begin() + std::ptrdiff_t{row} * region.width;
    const auto end = begin + region.width;
    auto from = std::find_if(begin, end, [](std::uint8_t inside) { return inside != 0; });
    while (from != end) {
      const auto to = std::find(from, end, std::uint8_t{0});
      const PixelSpan run{region.x + static_cast<int>(from - begin), region.y + row, static_cast<int>(to - from)};
      add_run(image, run, lab_span(image, run, buffer), pixels);
      from = std::find_if(to, end, [](std::uint8_t inside) { return inside != 0; });
    }
  }
  return pixels;
}

/// Glare first: a mirror image of the lamp is often clipped too, and is then counted as glare only. Blown pixels are
/// left out; black ones count as clipped but stay in, or dark hair would come out too light.
std::vector<std::size_t> choose_valid(const Pixels& pixels, Reading& reading) {
  const GlareRule is_glare(pixels.lab);
  std::vector<std::size_t> valid;
  int glare = 0;
  int clipped = 0;
  int blown = 0;
  for (std::size_t i = 0; i < pixels.lab.size(); ++i) {
    if (is_glare(pixels.lab[i])) {
      ++glare;
      continue;
    }
    if (pixels.clipping[i] != 0) ++clipped;
    if ((pixels.clipping[i] & kHighAny) != 0)
      ++blown;
    else
      valid.push_back(i);
  }
  reading.pixels = static_cast<int>(pixels.lab.size());
  reading.valid_pixels = static_cast<int>(valid.size());
  reading.glare_share = static_cast<double>(glare) / reading.pixels;
  reading.clipped_share = static_cast<double>(clipped) / reading.pixels;
  reading.blown_share = static_cast<double>(blown) / reading.pixels;
  return valid;
}

double median_channel(const Pixels& pixels, const std::vector<std::size_t>& valid, double Lab::*channel) {
  std::vector<double> values;
  values.reserve(valid.size());
  for (const std::size_t i : valid) values.push_back(pixels.lab[i].*channel);
  return median_of(std::move(values));
}

double texture_mad(const Pixels& pixels, const std::vector<std::size_t>& valid, double median_L) {
  std::vector<double> deviations;
  deviations.reserve(valid.size());
  for (const std::size_t i : valid) deviations.push_back(std::abs(pixels.lab[i].L - median_L));
  return median_of(std::move(deviations));
}

/// Mean color, spread, and the uncertainty of the mean.
void average(const LabImage& image, const Pixels& pixels, const std::vector<std::size_t>& valid, Reading& reading) {
  const auto n = static_cast<double>(valid.size());
  XYZ xyz;
  Eigen::Vector3d rgb = Eigen::Vector3d::Zero();
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  Eigen::Vector2d at = Eigen::Vector2d::Zero();
  for (const std::size_t i : valid) {
    const XYZ one = xyz_from_lab(pixels.lab[i]);
    xyz = {xyz.X + one.X / n, xyz.Y + one.Y / n, xyz.Z + one.Z / n};
    rgb += pixels.rgb[i] / n;
    at += pixels.at[i] / n;
    mean += Eigen::Vector3d(pixels.lab[i].L, pixels.lab[i].a, pixels.lab[i].b) / n;
  }
  reading.lab = lab_from_xyz(xyz);
  reading.center = at;
  reading.spread.setZero();
  for (const std::size_t i : valid) {
    const Eigen::Vector3d d = Eigen::Vector3d(pixels.lab[i].L, pixels.lab[i].a, pixels.lab[i].b) - mean;
    reading.spread += d * d.transpose() / std::max(n - 1.0, 1.0);
  }
  const Eigen::Matrix3d noise = reading.spread * std::min(1.0, kPixelsPerIndependent / n);
  reading.covariance = image.calibration->measure(rgb, at).covariance + noise;
  reading.visit_covariance = image.calibration->visit_covariance(rgb, at) + noise;
  reading.calibration = image.calibration;
}

}  // namespace

std::vector<std::uint8_t> pixel_states(const LabImage& image, const Region& region) {
  expect_inside(image, region);
  std::vector<std::uint8_t> states(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height), 0);
  const Pixels pixels = gather(image, region);
  if (pixels.lab.empty()) return states;
  const GlareRule is_glare(pixels.lab);
  for (std::size_t i = 0; i < pixels.lab.size(); ++i) {
    const auto at = static_cast<std::size_t>(pixels.at[i].y()) * static_cast<std::size_t>(image.width) +
                    static_cast<std::size_t>(pixels.at[i].x());
    const bool blown = (pixels.clipping[i] & kHighAny) != 0;
    const PixelState state = is_glare(pixels.lab[i]) ? PixelState::kGlare
                             : blown                 ? PixelState::kBlown
                                                     : PixelState::kValid;
    states[at] = static_cast<std::uint8_t>(state);
  }
  return states;
}

Reading measure(const LabImage& image, const Region& region, const MeasureOptions& options) {
  expect_inside(image, region);
  const Pixels pixels = gather(image, region);
  if (std::find(region.mask.begin(), region.mask.end(), 1) == region.mask.end()) {
    throw std::invalid_argument("measure: expected a region with pixels, got an empty mask");
  }
  Reading reading;
  const std::vector<std::size_t> valid = choose_valid(pixels, reading);
  if (valid.empty()) {
    throw MeasurementRefused(
        "no_valid_pixels",
        "measure: expected pixels that are neither clipped nor glare, got none of " + std::to_string(reading.pixels),
        "Take the photograph again, darker and without the mirror image of the lamp");
  }
  if (valid.size() < 2) {
    throw MeasurementRefused("too_few_pixels", "measure: expected at least 2 valid pixels to tell their noise, got 1",
                             "Mark a larger region");
  }
  average(image, pixels, valid, reading);
  reading.median = {median_channel(pixels, valid, &Lab::L), median_channel(pixels, valid, &Lab::a),
                    median_channel(pixels, valid, &Lab::b)};
  reading.texture_mad = texture_mad(pixels, valid, reading.median.L);
  if (reading.clipped_share > options.max_clipped_share) reading.flags.emplace_back("clipped");
  if (reading.glare_share > options.max_glare_share) reading.flags.emplace_back("glare");
  if (reading.valid_pixels < options.min_pixels) reading.flags.emplace_back("too_small");
  if (reading.texture_mad > options.max_texture_mad) reading.flags.emplace_back("uneven");
  return reading;
}

}  // namespace shadematch::inline v0
