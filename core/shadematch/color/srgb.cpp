// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include <shadematch/color/adaptation.hpp>
#include <shadematch/color/srgb.hpp>

namespace shadematch::inline v0 {
namespace {

/// XYZ of a chromaticity at Y = 1.
Eigen::Vector3d from_chromaticity(double x, double y) {
  return {x / y, 1.0, (1.0 - x - y) / y};
}

}  // namespace

Eigen::Matrix3d xyz_from_linear_srgb_matrix() {
  Eigen::Matrix3d primaries;
  primaries << from_chromaticity(0.64, 0.33), from_chromaticity(0.30, 0.60), from_chromaticity(0.15, 0.06);
  const Eigen::Vector3d white = from_chromaticity(0.3127, 0.3290);
  const Eigen::Vector3d amounts = primaries.inverse() * white;
  return adaptation_matrix({white[0], white[1], white[2]}, kWhiteD50) * primaries * amounts.asDiagonal();
}

XYZTable linear_srgb_from_xyz(const Eigen::Ref<const XYZTable>& xyz) {
  return (xyz.matrix() * xyz_from_linear_srgb_matrix().inverse().transpose()).array();
}

XYZTable xyz_from_linear_srgb(const Eigen::Ref<const XYZTable>& rgb) {
  return (rgb.matrix() * xyz_from_linear_srgb_matrix().transpose()).array();
}

double srgb_encode(double light) {
  const double v = std::abs(light);
  return std::copysign(v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055, light);
}

double srgb_decode(double code) {
  const double v = std::abs(code);
  return std::copysign(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4), code);
}

XYZTable srgb_from_lab(const Eigen::Ref<const LabTable>& lab) {
  return linear_srgb_from_xyz(xyz_from_lab(lab)).unaryExpr([](double light) {
    return srgb_encode(std::clamp(light, 0.0, 1.0));
  });
}

LabTable lab_from_srgb(const Eigen::Ref<const XYZTable>& srgb) {
  return lab_from_xyz(xyz_from_linear_srgb(srgb.unaryExpr([](double code) { return srgb_decode(code); })));
}

}  // namespace shadematch::inline v0
