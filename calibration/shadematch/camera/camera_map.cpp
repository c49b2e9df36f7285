// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include <shadematch/camera/camera_map.hpp>

namespace shadematch::inline v0 {
namespace {

/// sRGB primaries adapted to D50 by Bradford, as the columns of the ICC sRGB profiles; rows scaled so that (1, 1, 1)
/// is exactly kWhiteD50. Source: IEC 61966-2-1 [iec61966], ICC.1:2022 annex E [icc2022].
Eigen::Matrix3d srgb_to_d50() {
  Eigen::Matrix3d columns;
  columns << 0.4360747, 0.3850649, 0.1430804,  //
      0.2225045, 0.7168786, 0.0606169,         //
      0.0139322, 0.0971045, 0.7141733;
  const Eigen::Vector3d white(kWhiteD50.X, kWhiteD50.Y, kWhiteD50.Z);
  return (white.array() / columns.rowwise().sum().array()).matrix().asDiagonal() * columns;
}

}  // namespace

int term_count(Terms terms) {
  switch (terms) {
    case Terms::kLinear:
      return 3;
    case Terms::kAffine:
      return 4;
    case Terms::kRootPolynomial:
      return 6;
  }
  return 0;
}

TermVector make_terms(Terms terms, const Eigen::Vector3d& linear) {
  TermVector out(term_count(terms));
  out.head<3>() = linear;
  if (terms == Terms::kAffine) out(3) = kOffsetTerm;
  if (terms == Terms::kRootPolynomial) {
    const Eigen::Vector3d positive = linear.cwiseMax(0.0);
    out(3) = std::sqrt(positive(0) * positive(1));
    out(4) = std::sqrt(positive(1) * positive(2));
    out(5) = std::sqrt(positive(2) * positive(0));
  }
  return out;
}

double CameraMap::ln_light(const Eigen::Vector2d& place) const {
  const double reach = kShadingReach * shading.norm();
  return std::clamp(shading.dot(place), -reach, reach);
}

Eigen::Vector3d CameraMap::linear_srgb(const Eigen::Vector3d& rgb, const Eigen::Vector2d& place) const {
  const double even = std::exp(-ln_light(place));
  const Eigen::Vector3d linear(tone[0](rgb(0)) * even, tone[1](rgb(1)) * even, tone[2](rgb(2)) * even);
  return matrix * make_terms(terms, linear);
}

Lab CameraMap::lab(const Eigen::Vector3d& rgb, const Eigen::Vector2d& place) const {
  return lab_from_linear_srgb(linear_srgb(rgb, place));
}

const Eigen::Matrix3d& xyz_d50_from_linear_srgb() {
  static const Eigen::Matrix3d matrix = srgb_to_d50();
  return matrix;
}

Lab lab_from_linear_srgb(const Eigen::Vector3d& linear) {
  const Eigen::Vector3d xyz = xyz_d50_from_linear_srgb() * linear;
  return lab_from_xyz({xyz(0), xyz(1), xyz(2)});
}

Eigen::Vector3d linear_srgb_from_lab(const Lab& lab) {
  static const Eigen::Matrix3d inverse = xyz_d50_from_linear_srgb().inverse();
  const XYZ xyz = xyz_from_lab(lab);
  return inverse * Eigen::Vector3d(xyz.X, xyz.Y, xyz.Z);
}

}  // namespace shadematch::inline v0
