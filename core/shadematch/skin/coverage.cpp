// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include <shadematch/skin/coverage.hpp>

namespace shadematch::inline v0 {
namespace {

double dot_load(double dots_per_mm2, double diameter_mm, const char* who) {
  if (!(dots_per_mm2 >= 0.0 && diameter_mm >= 0.0)) {
    throw std::invalid_argument(std::string(who) + ": expected dots per mm2 and diameter >= 0, got " +
                                std::to_string(dots_per_mm2) + " and " + std::to_string(diameter_mm) + " mm");
  }
  return dots_per_mm2 * std::numbers::pi * diameter_mm * diameter_mm / 4.0;
}

}  // namespace

double regular_coverage(double dots_per_mm2, double diameter_mm) {
  const double load = dot_load(dots_per_mm2, diameter_mm, "regular_coverage");
  if (load > 1.0) {
    throw std::invalid_argument("regular_coverage: expected dots that fit without overlap, got " +
                                std::to_string(load) + " of the area");
  }
  return load;
}

double random_coverage(double dots_per_mm2, double diameter_mm) {
  return -std::expm1(-dot_load(dots_per_mm2, diameter_mm, "random_coverage"));
}

Reflectance pooled_reflectance(const Reflectance& skin, const Reflectance& dot, double coverage,
                               double yule_nielsen_n) {
  if (!(coverage >= 0.0 && coverage <= 1.0)) {
    throw std::invalid_argument("pooled_reflectance: expected a coverage in 0..1, got " + std::to_string(coverage));
  }
  if (!(yule_nielsen_n >= 1.0 && yule_nielsen_n <= 10.0)) {
    throw std::invalid_argument("pooled_reflectance: expected a Yule-Nielsen n in 1..10, got " +
                                std::to_string(yule_nielsen_n));
  }
  const double inverse_n = 1.0 / yule_nielsen_n;
  Reflectance out;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    out.R[band] =
        std::pow((1.0 - coverage) * std::pow(skin.R[band], inverse_n) + coverage * std::pow(dot.R[band], inverse_n),
                 yule_nielsen_n);
  }
  return out;
}

}  // namespace shadematch::inline v0
