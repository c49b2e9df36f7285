// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <cmath>
#include <numbers>

#include <shadematch/match/skin_angle.hpp>

namespace shadematch::inline v0 {

double skin_angle_deg(const Lab& lab) {
  Eigen::Matrix3d bradford;
  bradford << 0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296;
  const Eigen::Vector3d from = bradford * Eigen::Vector3d(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z);
  const Eigen::Vector3d to = bradford * Eigen::Vector3d(kWhiteD65.X, kWhiteD65.Y, kWhiteD65.Z);
  const XYZ xyz = xyz_from_lab(lab);
  const Eigen::Vector3d cone = (bradford * Eigen::Vector3d(xyz.X, xyz.Y, xyz.Z)).cwiseProduct(to).cwiseQuotient(from);
  const Eigen::Vector3d adapted = bradford.inverse() * cone;
  const Lab d65 = lab_from_xyz({adapted.x(), adapted.y(), adapted.z()}, kWhiteD65);
  return std::atan2(d65.L - 50.0, d65.b) * 180.0 / std::numbers::pi;
}

}  // namespace shadematch::inline v0
