// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/color/lab.hpp>
#include <shadematch/color/map_rows.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kDelta = 6.0 / 29.0;

double f(double t) {
  return t > kDelta * kDelta * kDelta ? std::cbrt(t) : t / (3.0 * kDelta * kDelta) + 4.0 / 29.0;
}

double f_inverse(double u) {
  return u > kDelta ? u * u * u : 3.0 * kDelta * kDelta * (u - 4.0 / 29.0);
}

}  // namespace

Lab lab_from_xyz(const XYZ& xyz, const XYZ& white) {
  const double fx = f(xyz.X / white.X);
  const double fy = f(xyz.Y / white.Y);
  const double fz = f(xyz.Z / white.Z);
  return {116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz)};
}

XYZ xyz_from_lab(const Lab& lab, const XYZ& white) {
  const double fy = (lab.L + 16.0) / 116.0;
  return {white.X * f_inverse(fy + lab.a / 500.0), white.Y * f_inverse(fy), white.Z * f_inverse(fy - lab.b / 200.0)};
}

LabTable lab_from_xyz(const Eigen::Ref<const XYZTable>& xyz, const XYZ& white) {
  return map_rows(xyz, [&](const auto& row) {
    const Lab lab = lab_from_xyz(XYZ{row[0], row[1], row[2]}, white);
    return LabRow(lab.L, lab.a, lab.b);
  });
}

XYZTable xyz_from_lab(const Eigen::Ref<const LabTable>& lab, const XYZ& white) {
  return map_rows(lab, [&](const auto& row) {
    const XYZ xyz = xyz_from_lab(Lab{row[0], row[1], row[2]}, white);
    return LabRow(xyz.X, xyz.Y, xyz.Z);
  });
}

}  // namespace shadematch::inline v0
