// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <span>

#include <shadematch/film/film_fit.hpp>

namespace shadematch::inline v0 {

/// Refuses drawdowns and options that fit_film cannot use. @throws std::invalid_argument: who, expected, got.
void check_film_fit(std::span<const Drawdown> drawdowns, const FilmFitOptions& options);

/// Refuses a surface outside its ranges, in the name of `who`.
void check_surface(const FilmSurface& surface, const std::string& who);

}  // namespace shadematch::inline v0
