// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/spectrum/reflectance.hpp>

namespace shadematch::inline v0 {

/// Shares of the area for every combination of independent coverings: w_P = prod_{i in P} a_i prod_{i not in P}
/// (1 - a_i). Entry P has bit i set where covering i lies.
/// @param coverages  area fractions in [0, 1], at most 8.
/// @return 2^n shares that sum to 1.
/// @throws std::invalid_argument outside those ranges.
/// Source: Demichel 1924, after Wyble & Berns 2000 [wyble2000].
[[nodiscard]] SHADEMATCH_API std::vector<double> demichel_weights(std::span<const double> coverages);

/// Shares of the area under 0, 1, ... dots set at random: exp(-m) m^k / k!; the last entry holds all that is left.
/// @param dot_load  m = N pi D^2 / 4 of N dots per mm^2 with diameter D, >= 0.
/// @param most      number of the last entry, 1..20.
/// @return most + 1 shares that sum to 1.
/// @throws std::invalid_argument outside those ranges.
[[nodiscard]] SHADEMATCH_API std::vector<double> overlap_shares(double dot_load, int most = 3);

/// Pooled reflectance of areas side by side: R = [sum_P w_P R_P^(1/n)]^n.
/// @param shares          >= 0, one for each area, sum 1 within 1e-6.
/// @param yule_nielsen_n  in [1, 10]: 1 no light spreads sideways, 2 full spread.
/// @throws std::invalid_argument outside those ranges.
/// Source: Yule & Nielsen 1951 [yule1951] on Neugebauer 1937, after Wyble & Berns 2000 [wyble2000].
[[nodiscard]] SHADEMATCH_API Reflectance neugebauer_reflectance(std::span<const Reflectance> areas,
                                                                std::span<const double> shares,
                                                                double yule_nielsen_n = 1.0);

/// Shaved scalp with hair, dots of this plan and dots of an older one, all independent of each other. Hair hides what
/// lies under it; where new and old dots overlap, their pigment adds.
struct ScalpHalftone {
  Reflectance skin, hair, dot, older_dot;
  Reflectance both_dots;                                                     ///< skin that holds the pigment of both
  double hair_coverage = 0.0, dot_coverage = 0.0, older_dot_coverage = 0.0;  ///< area fractions, 0..1
  double yule_nielsen_n = 1.7;                                               ///< our choice between 1 and 2
};

/// What the eye pools from it, far enough away.
/// @throws std::invalid_argument as demichel_weights and neugebauer_reflectance.
[[nodiscard]] SHADEMATCH_API Reflectance halftone_reflectance(const ScalpHalftone& scalp);

}  // namespace shadematch::inline v0
