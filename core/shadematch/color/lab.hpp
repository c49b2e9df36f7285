// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include <shadematch/color/white_point.hpp>
#include <shadematch/color/xyz.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// CIE 1976 L*a*b*: L* in 0..100 for surfaces, a* and b* signed. White is D50 / 2 degrees unless a name says otherwise.
struct Lab {
  double L{}, a{}, b{};

  friend bool operator==(const Lab&, const Lab&) = default;
};

/// n colors as rows (L*, a*, b*): the layout of a C-contiguous numpy (n, 3) array.
using LabTable = Eigen::Array<double, Eigen::Dynamic, 3, Eigen::RowMajor>;

/// The same in single precision, for the calls that say so.
using FloatLabTable = Eigen::Array<float, Eigen::Dynamic, 3, Eigen::RowMajor>;

/// A color with its uncertainty: `covariance` is 3 x 3 in (L*, a*, b*), 1 standard deviation squared.
struct MeasuredLab {
  Lab lab;
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();
};

/// Lab of a tristimulus value relative to `white`. NaN passes through.
/// The exact constants (6/29)^3 and (29/6)^2/3 are used, so both branches meet. Source: CIE 015:2018 [cie015].
[[nodiscard]] SHADEMATCH_API Lab lab_from_xyz(const XYZ& xyz, const XYZ& white = kWhiteD50);

[[nodiscard]] SHADEMATCH_API LabTable lab_from_xyz(const Eigen::Ref<const XYZTable>& xyz, const XYZ& white = kWhiteD50);

/// Inverse of lab_from_xyz.
[[nodiscard]] SHADEMATCH_API XYZ xyz_from_lab(const Lab& lab, const XYZ& white = kWhiteD50);
/// Mean XYZ of many colors: their light, mixed. @param L, a, b  one value a color, as many of each, not empty.
[[nodiscard]] SHADEMATCH_API XYZ mean_xyz_from_lab(std::span<const float> L, std::span<const float> a,
                                                   std::span<const float> b, const XYZ& white = kWhiteD50);
[[nodiscard]] SHADEMATCH_API XYZTable xyz_from_lab(const Eigen::Ref<const LabTable>& lab, const XYZ& white = kWhiteD50);

}  // namespace shadematch::inline v0
