// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <span>

#include <shadematch/film/film_fit.hpp>

namespace shadematch::inline v0 {

/// Refuses drawdowns and options that fit_film cannot use. @throws std::invalid_argument: who, expected, got.
void check_film_fit(std::span<const Drawdown> drawdowns, const FilmFitOptions& options);

/// Refuses fractions that are not one finite number >= 0 for each stock, or whose sum is not 1 within 1e-6, in the name
/// of `who`.
void check_mixture(std::span<const double> fractions, std::size_t stocks, const std::string& who);

/// Refuses a surface outside its ranges, in the name of `who`.
void check_surface(const FilmSurface& surface, const std::string& who);

}  // namespace shadematch::inline v0
