// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/lab.hpp>
#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Linear sRGB light to XYZ for a D50 white: primaries and D65 white of IEC 61966-2-1 [iec61966], Bradford-adapted to
/// kWhiteD50, so that (1, 1, 1) becomes kWhiteD50 exactly and red is Lab (54.29, 80.81, 69.89).
[[nodiscard]] SHADEMATCH_API Eigen::Matrix3d xyz_from_linear_srgb_matrix();

/// Linear sRGB of a D50 XYZ; below 0 or above 1 outside the gamut.
[[nodiscard]] SHADEMATCH_API XYZTable linear_srgb_from_xyz(const Eigen::Ref<const XYZTable>& xyz);

/// D50 XYZ of linear sRGB rows (R, G, B).
[[nodiscard]] SHADEMATCH_API XYZTable xyz_from_linear_srgb(const Eigen::Ref<const XYZTable>& rgb);

/// Transfer curve of sRGB, light 0..1 to code value 0..1, odd about 0. Source: IEC 61966-2-1 [iec61966].
[[nodiscard]] SHADEMATCH_API double srgb_encode(double light);

/// Inverse of srgb_encode.
[[nodiscard]] SHADEMATCH_API double srgb_decode(double code);

/// Code values 0..1 of D50 Lab rows, to paint them on a screen; clipped to the gamut, channel by channel.
[[nodiscard]] SHADEMATCH_API XYZTable srgb_from_lab(const Eigen::Ref<const LabTable>& lab);

/// D50 Lab of code values 0..1.
[[nodiscard]] SHADEMATCH_API LabTable lab_from_srgb(const Eigen::Ref<const XYZTable>& srgb);

}  // namespace shadematch::inline v0
