// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>

#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/lcms_handles.hpp>

namespace shadematch::inline v0 {

/// Profile of an encoding in `context`. Null if an ICC profile cannot be parsed, is not an input, display or
/// color-space profile of RGB or Gray, or if code points name no primaries or transfer that is known.
/// @throws UnsupportedImage (hdr_transfer) for PQ and HLG.
[[nodiscard]] LcmsProfile open_profile(cmsContext context, const ColorEncoding& encoding);

/// Name for people, printable ASCII.
[[nodiscard]] std::string describe(cmsHPROFILE profile, const ColorEncoding& encoding);

/// Columns: XYZ (D50) of the red, green and blue of a matrix profile.
[[nodiscard]] Eigen::Matrix3d colorants(cmsHPROFILE profile);

/// From XYZ (D50) to linear sRGB: inverse of the sRGB colorants as Little CMS adapts them (Bradford).
[[nodiscard]] Eigen::Matrix3d srgb_from_xyz();

}  // namespace shadematch::inline v0
