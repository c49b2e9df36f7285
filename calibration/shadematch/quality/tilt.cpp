// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <shadematch/quality/tilt.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kFocal = 28.0 / 36.0;    // of the long side
constexpr double kPerspectiveSd = 0.004;  // of d ln depth per pitch, as the finder tells it
constexpr double kTiltSd = 0.35;          // radians: how people hold a telephone over a card
constexpr double kDegrees = 180 / std::numbers::pi;

/// The chart's middle as the camera sees it.
struct View {
  Eigen::Vector3d sight;               ///< line of sight, unit length
  Eigen::Matrix<double, 3, 2> across;  ///< an orthonormal basis of the plane across it
  Eigen::Matrix2d steps;               ///< the lattice's two steps in that basis, in units of the distance
  Eigen::Vector2d depth;               ///< d ln depth of the two steps
};

View view_of(const Chart& chart) {
  const double focal = kFocal * std::max(chart.photo_width, chart.photo_height);
  const Eigen::Vector2d middle = (chart.definition.extent().array() - 1) / 2;
  const Eigen::Vector3d h = chart.homography * middle.homogeneous();
  const Eigen::Vector2d pixel = h.hnormalized();
  const Eigen::Matrix2d pixels =
      (chart.homography.topLeftCorner<2, 2>() - pixel * chart.homography.bottomLeftCorner<1, 2>()) / h(2);
  const Eigen::Vector2d principal((chart.photo_width - 1) / 2.0, (chart.photo_height - 1) / 2.0);
  const Eigen::Vector3d ray = Eigen::Vector2d((pixel - principal) / focal).homogeneous();
  View view;
  view.sight = ray.normalized();
  view.across.col(0) = Eigen::Vector3d(view.sight.z(), 0, -view.sight.x()).normalized();
  view.across.col(1) = view.sight.cross(view.across.col(0));
  view.steps = view.across.topRows<2>().transpose() * pixels / (focal * ray.norm());
  view.depth = chart.homography.bottomLeftCorner<1, 2>().transpose() / h(2);
  return view;
}

/// d ln depth of the lattice's steps if the card leans toward `lean` (in the plane across, |lean| = tangent of the
/// angle).
Eigen::Vector2d depth_of(const View& view, const Eigen::Vector2d& lean) {
  Eigen::Vector2d depth;
  for (int i = 0; i < 2; ++i) {
    const Eigen::Vector3d step = view.across * view.steps.col(i) - lean.dot(view.steps.col(i)) * view.sight;
    depth(i) = step.z() / view.sight.z();
  }
  return depth;
}

}  // namespace

double tilt_degrees(const Chart& chart) {
  const View view = view_of(chart);
  const Eigen::JacobiSVD<Eigen::Matrix2d> svd(view.steps, Eigen::ComputeFullU);
  const double cosine = std::clamp(svd.singularValues()(1) / svd.singularValues()(0), 1e-6, 1.0);
  const Eigen::Vector2d lean = svd.matrixU().col(1) * std::sqrt(1 - cosine * cosine) / cosine;
  double tilt = 0, least = std::numeric_limits<double>::infinity();
  for (const double sign : {-1.0, 1.0}) {
    const Eigen::Vector3d normal = (view.sight + view.across * (sign * lean)).normalized();
    const double angle = std::acos(std::min(1.0, std::abs(normal.z())));
    const double cost = (depth_of(view, sign * lean) - view.depth).squaredNorm() / std::pow(kPerspectiveSd, 2) +
                        std::pow(angle / kTiltSd, 2);
    if (cost < least) {
      least = cost;
      tilt = angle;
    }
  }
  return tilt * kDegrees;
}

}  // namespace shadematch::inline v0
