// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <shadematch/export.hpp>

namespace shadematch::inline v0 {

/// Surface of a film, and what of it the instrument sees.
struct FilmSurface {
  double refractive_index = 1.5;  ///< effective, kLowestIndex..kHighestIndex; rough films behave like a lower one
  /// Part of the incident light that the surface mirrors into the reading, 0..kMostMirrored.
  double mirrored = 0.02;
};
inline constexpr double kLowestIndex = 1.01, kHighestIndex = 2.0, kMostMirrored = 0.1;

/// True if both numbers agree within 1e-9.
[[nodiscard]] SHADEMATCH_API bool same_surface(const FilmSurface& a, const FilmSurface& b);

/// The two numbers with a comma between, as the command line takes them: "1.3,0.035".
[[nodiscard]] SHADEMATCH_API std::string surface_text(const FilmSurface& surface);

}  // namespace shadematch::inline v0
