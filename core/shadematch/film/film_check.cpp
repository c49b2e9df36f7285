// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <shadematch/film/film_check.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr double kSumTolerance = 1e-3;      // of a recipe that was weighed
constexpr double kMixtureTolerance = 1e-6;  // of a recipe that is asked for
constexpr double kBrightest = 1.2;          // fluorescence and instrument error may pass 1 a little

[[noreturn]] void refuse(const std::string& who, const std::string& expected, const std::string& got) {
  throw std::invalid_argument(who + ": expected " + expected + ", got " + got);
}

void check_reading(const Drawdown& drawdown, const Reflectance& reading, const char* what, double most) {
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const double R = reading.R[band];
    if (R >= 0.0 && R <= most) continue;
    refuse("fit_film: drawdown '" + drawdown.name + "'",
           std::string(what) + " in 0.." + (most > 1.0 ? "1.2" : "1") + " at " +
               std::to_string(static_cast<int>(band_nm(band))) + " nm",
           std::to_string(R));
  }
}

void check_parts(std::span<const double> fractions, double tolerance, const std::string& who) {
  double sum = 0.0;
  for (const double c : fractions) {
    if (!(c >= 0.0 && std::isfinite(c))) refuse(who, "fractions >= 0", std::to_string(c));
    sum += c;
  }
  if (!(std::abs(sum - 1.0) <= tolerance)) refuse(who, "fractions that sum to 1", std::to_string(sum));
}

void check_fractions(const Drawdown& drawdown, std::size_t stocks) {
  const std::string who = "fit_film: drawdown '" + drawdown.name + "'";
  if (drawdown.fractions.size() != stocks) {
    refuse(who, std::to_string(stocks) + " fractions like the first drawdown",
           std::to_string(drawdown.fractions.size()));
  }
  check_parts(drawdown.fractions, kSumTolerance, who);
}

void check_reported(const std::vector<std::size_t>& reported, std::size_t stocks) {
  std::vector<char> seen(stocks, 0);
  for (const std::size_t p : reported) {
    if (p < stocks && seen[p]++ == 0) continue;
    refuse("fit_film", "reported stocks below " + std::to_string(stocks) + ", each once", std::to_string(p));
  }
}

}  // namespace

void check_mixture(std::span<const double> fractions, std::size_t stocks, const std::string& who) {
  if (fractions.size() != stocks) {
    refuse(who, std::to_string(stocks) + " fractions", std::to_string(fractions.size()));
  }
  check_parts(fractions, kMixtureTolerance, who);
}

void check_surface(const FilmSurface& surface, const std::string& who) {
  if (!(surface.refractive_index >= kLowestIndex && surface.refractive_index <= kHighestIndex)) {
    refuse(who, "a refractive index in 1.01..2", std::to_string(surface.refractive_index));
  }
  if (!(surface.mirrored >= 0.0 && surface.mirrored <= kMostMirrored)) {
    refuse(who, "a mirrored part in 0..0.1", std::to_string(surface.mirrored));
  }
}

void check_film_fit(std::span<const Drawdown> drawdowns, const FilmFitOptions& options) {
  check_surface(options.surface, "fit_film");
  if (!(options.noise > 0.0 && options.smoothness > 0.0 && options.most_steps > 0)) {
    refuse("fit_film", "noise, smoothness and most_steps > 0",
           std::to_string(options.noise) + ", " + std::to_string(options.smoothness) + ", " +
               std::to_string(options.most_steps));
  }
  if (drawdowns.empty()) refuse("fit_film", "at least one drawdown", "none");
  const std::size_t stocks = drawdowns.front().fractions.size();
  if (stocks == 0) refuse("fit_film", "at least one stock", "a drawdown without fractions");
  check_reported(options.reported, stocks);
  std::vector<double> most(stocks, 0.0);
  for (const Drawdown& drawdown : drawdowns) {
    check_fractions(drawdown, stocks);
    if (!(drawdown.doubt > 0.0)) {
      refuse("fit_film: drawdown '" + drawdown.name + "'", "a doubt > 0", std::to_string(drawdown.doubt));
    }
    check_reading(drawdown, drawdown.film, "a film reading", kBrightest);
    if (std::all_of(drawdown.film.R.begin(), drawdown.film.R.end(), [](double R) { return R == 0.0; })) {
      refuse("fit_film: drawdown '" + drawdown.name + "'", "a film reading above 0 at some band", "0 at all");
    }
    check_reading(drawdown, drawdown.background, "a bare card", 1.0);
    for (std::size_t p = 0; p < stocks; ++p) most[p] = std::max(most[p], drawdown.fractions[p]);
  }
  for (std::size_t p = 0; p < stocks; ++p) {
    if (most[p] == 0.0) refuse("fit_film", "a drawdown that holds stock " + std::to_string(p), "none");
  }
}

}  // namespace shadematch::inline v0
