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

XYZ mean_xyz_from_lab(std::span<const float> L, std::span<const float> a, std::span<const float> b, const XYZ& white) {
  constexpr std::size_t kLanes = 4;  // sums that compilers can keep beside each other in a vector
  double X[kLanes] = {}, Y[kLanes] = {}, Z[kLanes] = {};
  const auto add = [&](std::size_t lane, std::size_t i) {
    const double fy = (static_cast<double>(L[i]) + 16.0) * (1.0 / 116.0);
    X[lane] += f_inverse(fy + static_cast<double>(a[i]) * (1.0 / 500.0));
    Y[lane] += f_inverse(fy);
    Z[lane] += f_inverse(fy - static_cast<double>(b[i]) * (1.0 / 200.0));
  };
  const std::size_t whole = L.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) add(lane, i + lane);
  }
  for (std::size_t i = whole; i < L.size(); ++i) add(0, i);
  const auto mean = [n = static_cast<double>(L.size())](const double* sums) {
    return (sums[0] + sums[1] + sums[2] + sums[3]) / n;
  };
  return {white.X * mean(X), white.Y * mean(Y), white.Z * mean(Z)};
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
