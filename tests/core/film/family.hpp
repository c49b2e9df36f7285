// SPDX-License-Identifier: Apache-2.0
// A made family of three stocks - a white, a red, a black - and its drawdowns.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <shadematch/film/film_fit.hpp>

namespace family {

using namespace shadematch;

inline std::vector<FilmCoefficients> stocks() {
  std::vector<FilmCoefficients> out(3);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double nm = band_nm(band);
    out[0].K[band] = .02 + .5 * std::exp(-(nm - 380) / 12);
    out[0].S[band] = 6.0 * std::pow(550 / nm, .8);
    out[1].K[band] = .05 + 4.0 / (1.0 + std::exp((nm - 590) / 12));
    out[1].S[band] = 1.5;
    out[2].K[band] = 30.0;
    out[2].S[band] = .4;
  }
  return out;
}

inline FilmFit truth(const FilmSurface& surface = {}) {
  FilmFit fit;
  fit.surface = surface;
  fit.stocks = stocks();
  fit.covariance = Eigen::MatrixXd::Zero(216, 216);
  return fit;
}

inline Drawdown drawdown(const FilmFit& fit, const std::string& name, std::vector<double> fractions, double card) {
  const Reflectance background = flat_reflectance(card);
  const Reflectance film = film_reflectance(mixed_film(fit, fractions), 1.0, background, fit.surface);
  return {name, std::move(fractions), film, background, 1.0};
}

/// Masstones and tints over white and black.
inline std::vector<Drawdown> drawdowns(const FilmFit& fit) {
  std::vector<Drawdown> out;
  for (const auto& [name, fractions] :
       std::vector<std::pair<std::string, std::vector<double>>>{{"white", {1, 0, 0}},
                                                                {"red", {0, 1, 0}},
                                                                {"tint", {.8, .2, 0}},
                                                                {"gray", {.9, 0, .1}},
                                                                {"dark", {.4, 0, .6}}}) {
    out.push_back(drawdown(fit, name + " on white", fractions, .85));
    out.push_back(drawdown(fit, name + " on black", fractions, .05));
  }
  return out;
}

}  // namespace family
