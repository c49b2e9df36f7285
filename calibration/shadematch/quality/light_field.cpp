// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <shadematch/camera/camera_map.hpp>
#include <shadematch/camera/rungs.hpp>
#include <shadematch/camera/training_set.hpp>
#include <shadematch/quality/light_field.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastL = 25.0;    // darker patches tell more of flare than of light
constexpr double kNeighbors = 0.4;  // sd of the smoothing, chart frame: one pitch
constexpr double kGrayness = 12.0;  // C* at which a patch counts half for the color of the light
constexpr double kMostLn = 0.7;     // a ratio beyond this is a wrong patch, not light
constexpr double kMidGray = 0.4;    // linear light of the gray whose chroma is compared
constexpr double kRidge = 0.3;      // patches' worth of even light

/// ln of light at a patch, per channel, relative to what an evenly lit chart would show.
struct LitPatch {
  Eigen::Vector2d place;
  Eigen::Vector3d ln_light;
  double ln_luminance;
  double grayness;
};

double luminance(const Eigen::Vector3d& linear) {
  return linear.dot(Eigen::Vector3d(0.2126, 0.7152, 0.0722));
}

double ln_ratio(double seen, double reference) {
  return std::clamp(std::log(std::max(seen, 1e-4) / std::max(reference, 1e-4)), -kMostLn, kMostLn);
}

std::vector<LitPatch> lit_patches(const Chart& chart) {
  const TrainingSet patches = training_set(chart);
  ColorTrail nothing_known;
  CameraMap map = fit_tone_root_polynomial_shading(patches, nothing_known);
  map.shading.setZero();
  std::vector<LitPatch> lit;
  for (const TrainingPatch& patch : patches) {
    if (patch.reference.L < kLeastL) continue;
    const Eigen::Vector3d seen = map.linear_srgb(patch.rgb, patch.place);
    LitPatch one{patch.place, {}, ln_ratio(luminance(seen), luminance(patch.light)), 0};
    for (int c = 0; c < 3; ++c) one.ln_light(c) = ln_ratio(seen(c), patch.light(c));
    one.grayness = 1 / (1 + std::pow(std::hypot(patch.reference.a, patch.reference.b) / kGrayness, 2));
    lit.push_back(one);
  }
  return lit;
}

/// Smoothing takes a fifth off a slope; without it the misses of the camera model would pass for light (on photographs
/// of charts on white paper the smoothed ratio is the nearer one to that of the paper).
double brightest_to_darkest(const std::vector<LitPatch>& lit) {
  double high = -std::numeric_limits<double>::infinity(), low = -high;
  for (const LitPatch& at : lit) {
    double sum = 0, weights = 0;
    for (const LitPatch& near : lit) {
      const double weight = std::exp(-(near.place - at.place).squaredNorm() / (2 * kNeighbors * kNeighbors));
      sum += weight * near.ln_luminance;
      weights += weight;
    }
    high = std::max(high, sum / weights);
    low = std::min(low, sum / weights);
  }
  return lit.empty() ? 1.0 : std::exp(high - low);
}

/// Gradient of ln light in the color (channel minus luminance), one column a channel.
Eigen::Matrix<double, 2, 3> color_gradient(const std::vector<LitPatch>& lit) {
  Eigen::Matrix3d normal = Eigen::Vector3d(1e-9, kRidge, kRidge).asDiagonal();
  Eigen::Matrix3d right = Eigen::Matrix3d::Zero();
  for (const LitPatch& patch : lit) {
    const Eigen::Vector3d terms(1, patch.place.x(), patch.place.y());
    const Eigen::Vector3d color = patch.ln_light.array() - patch.ln_light.mean();
    normal += patch.grayness * terms * terms.transpose();
    right += patch.grayness * terms * color.transpose();
  }
  return normal.ldlt().solve(right).bottomRows<2>();
}

double chroma_between_corners(const std::vector<LitPatch>& lit) {
  const Eigen::Matrix<double, 2, 3> gradient = color_gradient(lit);
  std::vector<Lab> grays;
  Eigen::Vector2d half{0, 0};
  for (const LitPatch& patch : lit) half = half.cwiseMax(patch.place.cwiseAbs());
  for (const double x : {-1.0, 1.0}) {
    for (const double y : {-1.0, 1.0}) {
      const Eigen::Vector3d ln_light = gradient.transpose() * half.cwiseProduct(Eigen::Vector2d(x, y));
      grays.push_back(lab_from_linear_srgb(kMidGray * ln_light.array().exp().matrix()));
    }
  }
  double largest = 0;
  for (const Lab& one : grays) {
    for (const Lab& other : grays) largest = std::max(largest, std::hypot(one.a - other.a, one.b - other.b));
  }
  return largest;
}

}  // namespace

ChartLight light_field(const Chart& chart) {
  const std::vector<LitPatch> lit = lit_patches(chart);
  return {brightest_to_darkest(lit), chroma_between_corners(lit)};
}

}  // namespace shadematch::inline v0
