// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/color/xyz.hpp>
#include <shadematch/export.hpp>
#include <shadematch/spectrum/illuminant.hpp>
#include <shadematch/spectrum/observer.hpp>

namespace shadematch::inline v0 {

/// What turns the 36 bands of a reflectance into XYZ under one light for one observer: XYZ = sum over bands of R w.
struct ColorimetricWeights {
  XYZTable w;  ///< 36 rows

  /// XYZ of the perfect diffuser; Y = 1.
  [[nodiscard]] SHADEMATCH_API XYZ white_point() const;
};

/// Tabulates light times observer at 1 nm over 380..780 nm and collapses it onto the bands with hat functions; what
/// lies beyond 730 nm goes to the last band. This is exactly a linear interpolation of the reflectance with held ends.
/// Scaled so that Y = 1 for the perfect diffuser.
/// @throws std::invalid_argument for a light with negative power or with none that the observer sees.
[[nodiscard]] SHADEMATCH_API ColorimetricWeights colorimetric_weights(const Illuminant& illuminant,
                                                                      const Observer& observer);

/// XYZ of the perfect diffuser under a light; Y = 1. By these weights, so D50 differs from kWhiteD50 in the fourth
/// decimal (ICC profiles store a rounded D50).
[[nodiscard]] SHADEMATCH_API XYZ white_point(const Illuminant& illuminant, const Observer& observer);

}  // namespace shadematch::inline v0
