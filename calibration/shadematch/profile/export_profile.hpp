// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/color_encoding.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

enum class ProfileKind {
  kClut,   ///< curves and a table of 57 x 57 x 57 Lab values; every rung
  kMatrix  ///< three curves and a matrix; rungs without products of channels
};

struct ProfileOptions {
  ProfileKind kind = ProfileKind::kClut;
  /// CIEDE2000 between the profile, read back through Little CMS, and the calibration; more is refused.
  double max_mean_delta_e = 0.1;
  double max_delta_e = 0.5;  ///< of a single color
};

struct ExportedProfile {
  std::vector<std::byte> bytes;  ///< ICC version 2.4 (readers of version 4 know it, some know no other), class input
  std::string description;       ///< rung, chart, edition, photograph, and what files it is for
  /// CIEDE2000 between the profile and the calibration over `colors` colors: the patches and 4096 mixtures of them.
  double mean_delta_e = 0, max_delta_e = 0;
  int colors = 0;
};

/// The calibration as an ICC input profile, to be attached to the photograph's file instead of its own: it takes the
/// codes that the file stores to Lab (D50, 2 degrees). Relative colorimetric: white of the profile is the perfect
/// diffuser of the chart's reference, so that no reader scales by paper or screen.
///
/// A profile knows no place: light is that of the chart's middle, and shading over the picture is left out. Colors
/// lighter than L* 100.4 are cut off. One calibration gives the same bytes every time; their date says nothing.
///
/// @param file  how the photograph's codes are encoded, `*photo.encoding`; a profile for Display P3 codes is wrong for
///              the same photograph stored as sRGB.
/// @throws MeasurementRefused  "not_a_matrix": the rung, or the file's own profile, is no curves and matrix.
///                             "profile_gate": the profile misses the limits of the options, with the figures.
/// @throws UnsupportedImage    "profile_unusable": `file` is damaged or not RGB.
/// Source: ICC.1:2001-04 [icc2001].
[[nodiscard]] SHADEMATCH_API ExportedProfile export_profile(const Calibration& calibration, const ColorEncoding& file,
                                                            const ProfileOptions& options = {});

/// The same for the codes of `photo`, for example the photograph with the chart.
/// @throws std::invalid_argument if the photo was not decoded from codes.
[[nodiscard]] SHADEMATCH_API ExportedProfile export_profile(const Calibration& calibration, const Photo& photo,
                                                            const ProfileOptions& options = {});

}  // namespace shadematch::inline v0
