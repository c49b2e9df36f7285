// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/film/film_check.hpp>
#include <shadematch/film/film_reflectance.hpp>
#include <shadematch/film/film_table.hpp>
#include <shadematch/skin/surface.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kLeastK = 1e-9;  // a logarithm is taken

[[noreturn]] void refuse(const std::string& expected, const std::string& got) {
  throw std::invalid_argument("film_reflectance: expected " + expected + ", got " + got);
}

void expect_band(const FilmCoefficients& film, const Reflectance& background, std::size_t band) {
  const std::string at = " at " + std::to_string(static_cast<int>(band_nm(band))) + " nm";
  if (!(film.K[band] >= 0.0 && std::isfinite(film.K[band]))) refuse("K >= 0" + at, std::to_string(film.K[band]));
  if (!(film.S[band] > 0.0 && std::isfinite(film.S[band]))) refuse("S > 0" + at, std::to_string(film.S[band]));
  const double R = background.R[band];
  if (!(R >= 0.0 && R <= 1.0)) refuse("a background in 0..1" + at, std::to_string(R));
}

/// Diffuse light inside that the surface sends back, by refractive index. Source: fit of Egan, Hilgeman & Reichman
/// 1973 [egan1973].
double diffuse_reflection_inside(double n) {
  return -1.440 / (n * n) + 0.710 / n + 0.668 + 0.0636 * n;
}

}  // namespace

Reflectance inside_surface(const Reflectance& background, const FilmSurface& surface) {
  const double k1 = specular_reflectance(surface.refractive_index);
  const double k2 = diffuse_reflection_inside(surface.refractive_index);
  Reflectance inside;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double R = std::max(background.R[band] - surface.mirrored, 0.0);
    inside.R[band] = std::clamp(R / ((1.0 - k1) * (1.0 - k2) + k2 * R), 0.0, 1.0);
  }
  return inside;
}

Reflectance film_reflectance(const FilmCoefficients& film, double thickness, const Reflectance& background,
                             const FilmSurface& surface) {
  check_surface(surface, "film_reflectance");
  if (!(thickness > 0.0 && std::isfinite(thickness))) refuse("a thickness > 0", std::to_string(thickness));
  for (std::size_t band = 0; band < kBandCount; ++band) expect_band(film, background, band);
  const Reflectance ground = inside_surface(background, surface);
  const FilmTable& table = film_table(surface.refractive_index);
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const FilmOptics optics = table.at(std::max(film.K[band], kLeastK), film.S[band], thickness);
    out.R[band] = surface.mirrored + optics.over(ground.R[band]);
  }
  return out;
}

}  // namespace shadematch::inline v0
