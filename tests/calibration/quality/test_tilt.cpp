// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <catch2_shim.hpp>
#include <cmath>
#include <numbers>

#include <shadematch/quality/tilt.hpp>

#include "../camera/simulated_chart.hpp"

using namespace shadematch;
using namespace shadematch::test;

namespace {

/// The made chart before a pinhole lens: turned by `degrees` about an axis in the sensor's plane, its middle at
/// `pixel`.
Chart posed(double degrees, double axis_degrees, double pitch, const Eigen::Vector2d& pixel, double focal = 28.0 / 36) {
  Chart chart = photograph(MadeCamera{});
  chart.photo_width = 800;
  chart.photo_height = 600;
  const double focal_px = focal * 800, axis = axis_degrees * std::numbers::pi / 180;
  const Eigen::Matrix3d turned =
      Eigen::AngleAxisd(degrees * std::numbers::pi / 180, Eigen::Vector3d(std::cos(axis), std::sin(axis), 0))
          .toRotationMatrix();
  const Eigen::Vector2d principal(399.5, 299.5);
  Eigen::Matrix3d pose, lens, centered;
  pose.leftCols<2>() = turned.leftCols<2>();
  pose.col(2) << (pixel - principal) / pitch, focal_px / pitch;
  lens << focal_px, 0, principal.x(), 0, focal_px, principal.y(), 0, 0, 1;
  centered << 1, 0, -2.5, 0, 1, -1.5, 0, 0, 1;
  chart.homography = lens * pose * centered;
  return chart;
}

const Eigen::Vector2d kMiddle(399.5, 299.5), kAside(200, 150);

}  // namespace

TEST_CASE("a card square to the sensor has no tilt, in the middle or aside") {
  CHECK(tilt_degrees(posed(0, 0, 40, kMiddle)) == Approx(0).margin(0.1));
  CHECK(tilt_degrees(posed(0, 0, 40, kAside)) == Approx(0).margin(0.5));
}

TEST_CASE("a tilted card reads its angle, about any axis") {
  for (const double axis : {0.0, 35.0, 90.0, 160.0, 250.0}) {
    for (const double degrees : {12.0, 25.0, 45.0}) {
      INFO(axis << " " << degrees);
      CHECK(tilt_degrees(posed(degrees, axis, 40, kMiddle)) == Approx(degrees).margin(0.2));
      CHECK(tilt_degrees(posed(degrees, axis, 40, kAside)) == Approx(degrees).margin(0.5));
    }
  }
}

TEST_CASE("another focal length than the assumed one costs a few degrees") {
  CHECK(tilt_degrees(posed(40, 60, 40, kAside, 24.0 / 36)) == Approx(40).margin(5));
  CHECK(tilt_degrees(posed(40, 60, 40, kAside, 35.0 / 36)) == Approx(40).margin(5));
}

TEST_CASE("a small chart aside, whose perspective tells nothing, counts as the lesser of its two poses") {
  const double tilt = tilt_degrees(posed(2, 60, 4, kAside));
  CHECK(tilt < 6);
}
