// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <cmath>
#include <cstdint>
#include <limits>

#include <shadematch/chart/homography.hpp>

namespace shadematch::inline v0 {
namespace {

/// Similarity that moves points to mean 0 and mean distance 1.
Eigen::Matrix3d normalizer(const Points& points) {
  Eigen::Vector2d mean{0, 0};
  for (const auto& point : points) mean += point / static_cast<double>(points.size());
  double distance = 0;
  for (const auto& point : points) distance += (point - mean).norm() / static_cast<double>(points.size());
  const double scale = distance > 0 ? 1.0 / distance : 1.0;
  Eigen::Matrix3d result;
  result << scale, 0, -scale * mean.x(), 0, scale, -scale * mean.y(), 0, 0, 1;
  return result;
}

using Matrix8 = Eigen::Matrix<double, 8, 8>;
using Vector8 = Eigen::Matrix<double, 8, 1>;

void add_pair(const Eigen::Vector2d& from, const Eigen::Vector2d& to, double weight, Matrix8& normal, Vector8& right) {
  Vector8 row_x, row_y;
  row_x << from.x(), from.y(), 1, 0, 0, 0, -to.x() * from.x(), -to.x() * from.y();
  row_y << 0, 0, 0, from.x(), from.y(), 1, -to.y() * from.x(), -to.y() * from.y();
  normal += weight * (row_x * row_x.transpose() + row_y * row_y.transpose());
  right += weight * (to.x() * row_x + to.y() * row_y);
}

/// Fixed sequence (Numerical Recipes' 64-bit linear congruence): the same samples on every run and machine.
struct Sequence {
  std::uint64_t state = 1;
  std::size_t below(std::size_t limit) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state >> 33) % limit);
  }
};

std::size_t count_inliers(const Eigen::Matrix3d& homography, const Points& from, const Points& to, double tolerance,
                          std::vector<bool>& inliers) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    inliers[i] = (transform(homography, from[i]) - to[i]).norm() <= tolerance;
    count += inliers[i] ? 1 : 0;
  }
  return count;
}

std::vector<double> as_weights(const std::vector<bool>& inliers) {
  std::vector<double> weights;
  weights.reserve(inliers.size());
  for (const bool inlier : inliers) weights.push_back(inlier ? 1.0 : 0.0);
  return weights;
}

}  // namespace

Eigen::Vector2d transform(const Eigen::Matrix3d& homography, const Eigen::Vector2d& point) {
  const Eigen::Vector3d image = homography * point.homogeneous();
  if (!(image.z() > 0)) return Eigen::Vector2d::Constant(std::numeric_limits<double>::quiet_NaN());
  return image.hnormalized();
}

Eigen::Matrix3d fit_homography(const Points& from, const Points& to, const std::vector<double>& weights) {
  constexpr double kProjectiveRidge = 1e-3;
  const Eigen::Matrix3d from_unit = normalizer(from);
  const Eigen::Matrix3d to_unit = normalizer(to);
  Matrix8 normal = Matrix8::Zero();
  Vector8 right = Vector8::Zero();
  double total = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double weight = weights.empty() ? 1.0 : weights[i];
    add_pair(transform(from_unit, from[i]), transform(to_unit, to[i]), weight, normal, right);
    total += weight;
  }
  normal(6, 6) += kProjectiveRidge * total;
  normal(7, 7) += kProjectiveRidge * total;
  const Eigen::LDLT<Matrix8> solver(normal);
  const auto& pivots = solver.vectorD();
  if (!(pivots.minCoeff() > 1e-9 * total)) return Eigen::Matrix3d::Zero();
  const Vector8 h = solver.solve(right);
  Eigen::Matrix3d unit;
  unit << h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1;
  return to_unit.inverse() * unit * from_unit;
}

Eigen::Matrix3d fit_homography_robust(const Points& from, const Points& to, double tolerance,
                                      std::vector<bool>& inliers) {
  constexpr int kSamples = 60;
  inliers.assign(from.size(), true);
  if (from.size() < 4) return Eigen::Matrix3d::Zero();
  Eigen::Matrix3d best = fit_homography(from, to);
  std::vector<bool> supporters(from.size());
  std::size_t most = count_inliers(best, from, to, tolerance, supporters);
  inliers = supporters;
  Sequence sequence;
  for (int sample = 0; sample < kSamples && most < from.size(); ++sample) {
    Points four_from, four_to;
    for (int i = 0; i < 4; ++i) {
      const std::size_t pick = sequence.below(from.size());
      four_from.push_back(from[pick]);
      four_to.push_back(to[pick]);
    }
    const std::size_t count = count_inliers(fit_homography(four_from, four_to), from, to, tolerance, supporters);
    if (count <= most) continue;
    most = count;
    inliers = supporters;
  }
  if (most < 4) return Eigen::Matrix3d::Zero();
  best = fit_homography(from, to, as_weights(inliers));
  count_inliers(best, from, to, tolerance, inliers);
  return best;
}

double local_pitch(const Eigen::Matrix3d& homography, const Eigen::Vector2d& point) {
  const Eigen::Vector2d right =
      transform(homography, point + Eigen::Vector2d(0.5, 0)) - transform(homography, point - Eigen::Vector2d(0.5, 0));
  const Eigen::Vector2d down =
      transform(homography, point + Eigen::Vector2d(0, 0.5)) - transform(homography, point - Eigen::Vector2d(0, 0.5));
  return 0.5 * (right.norm() + down.norm());
}

}  // namespace shadematch::inline v0
