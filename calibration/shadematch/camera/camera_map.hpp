// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <array>

#include <shadematch/camera/tone_curve.hpp>
#include <shadematch/color/lab.hpp>

namespace shadematch::inline v0 {

/// Terms that the matrix of a CameraMap mixes, made of the three linear channels.
enum class Terms { kLinear, kAffine, kRootPolynomial };

/// At most (r, g, b, sqrt rg, sqrt gb, sqrt br).
using TermVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 6, 1>;
using TermMatrix = Eigen::Matrix<double, 3, Eigen::Dynamic, 0, 3, 6>;

/// The constant term of kAffine. An offset of 0.1 costs the ridge as much as a matrix entry of 1: flare is small.
inline constexpr double kOffsetTerm = 0.1;

[[nodiscard]] int term_count(Terms terms);
[[nodiscard]] TermVector make_terms(Terms terms, const Eigen::Vector3d& linear);

/// What every rung of the ladder fits: camera value -> tone curve -> even light -> matrix of terms -> linear sRGB.
/// One struct for all of them, so that pixels, uncertainty and JSON know one form. Equation:
///     y = B * terms(g_c(v_c) * exp(-s . u))
struct CameraMap {
  std::array<ToneCurve, 3> tone;
  Eigen::Vector2d shading{0, 0};  ///< s: gradient of ln light per unit of the chart frame
  Terms terms = Terms::kLinear;
  TermMatrix matrix = TermMatrix::Identity(3, 3);

  /// Linear light in linear sRGB primaries, D65 white = the reference of the chart.
  /// @param rgb  linear, as in Photo::rgb. @param place  in units of the chart frame.
  [[nodiscard]] Eigen::Vector3d linear_srgb(const Eigen::Vector3d& rgb, const Eigen::Vector2d& place) const;
  [[nodiscard]] Lab lab(const Eigen::Vector3d& rgb, const Eigen::Vector2d& place) const;
  /// ln of the light at `place` relative to the chart's center. Held constant farther than kShadingReach along the
  /// gradient: beyond, a plane fitted to the chart says nothing.
  [[nodiscard]] double ln_light(const Eigen::Vector2d& place) const;
};

/// Units of the chart frame (2.5 pitches): the shading plane is trusted to 5 pitches from the chart's center.
inline constexpr double kShadingReach = 2.0;

/// Linear sRGB primaries (white scaled to 1) -> XYZ of the same stimulus adapted to D50.
[[nodiscard]] const Eigen::Matrix3d& xyz_d50_from_linear_srgb();

[[nodiscard]] Lab lab_from_linear_srgb(const Eigen::Vector3d& linear);
[[nodiscard]] Eigen::Vector3d linear_srgb_from_lab(const Lab& lab);

}  // namespace shadematch::inline v0
