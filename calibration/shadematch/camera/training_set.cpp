// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <string>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/training_set.hpp>
#include <shadematch/error.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastPatches = 15;
constexpr std::size_t kLeastNeutrals = 4;

bool contains(const std::vector<int>& ids, int id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Jacobian of the homography at (column, row), and the image of that point.
void linearize(const Eigen::Matrix3d& homography, const Eigen::Vector2d& at, Eigen::Matrix2d& jacobian,
               Eigen::Vector2d& image) {
  const Eigen::Vector3d h = homography * at.homogeneous();
  image = h.hnormalized();
  jacobian = (homography.topLeftCorner<2, 2>() - image * homography.bottomLeftCorner<1, 2>()) / h(2);
}

bool has_color(const Chart& chart) {
  return !chart.grayscale && std::any_of(chart.patches.begin(), chart.patches.end(), [](const PatchSample& patch) {
    return patch.rgb.maxCoeff() - patch.rgb.minCoeff() > 1e-6 * std::abs(patch.rgb.maxCoeff());
  });
}

void refuse_unusable(const TrainingSet& patches) {
  const auto neutrals = static_cast<std::size_t>(
      std::count_if(patches.begin(), patches.end(), [](const TrainingPatch& patch) { return patch.neutral; }));
  if (patches.size() < kLeastPatches) {
    throw MeasurementRefused("too_few_patches",
                             "calibrate: expected at least " + std::to_string(kLeastPatches) + " valid patches, got " +
                                 std::to_string(patches.size()),
                             "Take the photograph again with the whole chart visible, evenly lit and not too bright");
  }
  if (neutrals < kLeastNeutrals) {
    throw MeasurementRefused("too_few_neutrals",
                             "calibrate: expected at least " + std::to_string(kLeastNeutrals) +
                                 " valid neutral patches, got " + std::to_string(neutrals),
                             "Take the photograph again with the gray row uncovered, not clipped and without glare");
  }
}

}  // namespace

Eigen::Vector2d ChartFrame::place(const Eigen::Vector2d& pixel) const {
  return from_pixels * pixel.homogeneous();
}

double ChartFrame::distance(const Eigen::Vector2d& pixel) const {
  const Eigen::Vector2d outside = (place(pixel).cwiseAbs() - half_size).cwiseMax(0.0);
  return outside.norm() / (2.0 * half_size.maxCoeff());
}

ChartFrame chart_frame(const Chart& chart) {
  const Eigen::Vector2d size = chart.definition.extent();
  const Eigen::Vector2d middle = (size.array() - 1.0) / 2.0;
  Eigen::Matrix2d jacobian;
  Eigen::Vector2d image;
  linearize(chart.homography, middle, jacobian, image);
  ChartFrame frame;
  frame.from_pixels.leftCols<2>() = jacobian.inverse() / kPitchesPerUnit;
  frame.from_pixels.col(2) = -frame.from_pixels.leftCols<2>() * image;
  frame.half_size = size / (2.0 * kPitchesPerUnit);
  return frame;
}

TrainingSet training_set(const Chart& chart) {
  if (!has_color(chart)) {
    throw MeasurementRefused("grayscale", "calibrate: expected a color photograph, got one channel of gray",
                             "Take the photograph in color");
  }
  const LabTable& table = chart.definition.edition(chart.edition).lab;
  const ChartFrame frame = chart_frame(chart);
  TrainingSet patches;
  for (const PatchSample& sample : chart.patches) {
    if (!sample.valid || !sample.rgb.allFinite() || sample.id < 1 || sample.id > table.rows()) continue;
    TrainingPatch patch;
    patch.id = sample.id;
    patch.rgb = sample.rgb;
    patch.place = frame.place(sample.center);
    patch.pixel = sample.center;
    const auto row = table.row(sample.id - 1);
    patch.reference = {row(0), row(1), row(2)};
    patch.light = linear_srgb_from_lab(patch.reference);
    // The tone curve is fitted in ln: a neutral that is not bright in every channel says nothing.
    patch.neutral = contains(chart.definition.neutrals, sample.id) && sample.rgb.minCoeff() > 0.0;
    patch.skin = contains(chart.definition.skin, sample.id);
    patch.weight = patch.neutral || patch.skin ? 2.0 : 1.0;
    patches.push_back(patch);
  }
  refuse_unusable(patches);
  return patches;
}

}  // namespace shadematch::inline v0
