// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <locale>
#include <sstream>

#include <shadematch/pigment/film_surface.hpp>

namespace shadematch::inline v0 {

bool same_surface(const FilmSurface& a, const FilmSurface& b) {
  constexpr double kRounding = 1e-9;
  return std::abs(a.refractive_index - b.refractive_index) <= kRounding &&
         std::abs(a.mirrored - b.mirrored) <= kRounding;
}

std::string surface_text(const FilmSurface& surface) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(10);  // what same_surface tells apart
  text << surface.refractive_index << ',' << surface.mirrored;
  return text.str();
}

}  // namespace shadematch::inline v0
