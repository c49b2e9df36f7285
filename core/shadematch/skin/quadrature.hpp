// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Largest number of streams; matrices of that size live on the stack.
inline constexpr int kMaxStreams = 32;

/// One value for each stream, and an operator between streams.
using StreamVector = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, kMaxStreams, 1>;
using StreamMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, kMaxStreams, kMaxStreams>;

/// Directions of light inside the tissue for one hemisphere, as cosines to the surface normal.
struct Quadrature {
  StreamVector mu;       ///< cosines, rising; the last one is 1 (normal incidence)
  StreamVector weight;   ///< sum 1
  double mu_critical{};  ///< light at smaller cosines is totally reflected by the surface
};

/// Half of the streams are Gauss nodes on [0, mu_critical], half are Radau nodes on [mu_critical, 1] that include 1, so
/// that the kink of the Fresnel reflection at the critical angle falls between the two rules.
/// @param streams           even, 4..32.
/// @param refractive_index  of the tissue against air, in (1, 3].
/// @throws std::invalid_argument outside those ranges.
/// Source: Prahl, van Gemert & Welch 1993 [prahl1993]; nodes by Golub & Welsch 1969 [golub1969].
[[nodiscard]] SHADEMATCH_API Quadrature tissue_quadrature(int streams, double refractive_index);

}  // namespace shadematch::inline v0
