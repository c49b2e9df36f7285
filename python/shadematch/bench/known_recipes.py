# SPDX-License-Identifier: Apache-2.0
"""Recipes whose answer is known: every recipe tried, mixes that the catalogue made, measured films."""

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from shadematch.bench.made_stocks import made_catalogue, random_target
from shadematch.bench.paint_mixtures import Sample
from shadematch.bench.row import Row, Target
from shadematch.film import FilmFit
from shadematch.formulate import (
    FormulationOptions,
    Medium,
    Recipe,
    evaluate_recipe,
    film_on_card,
    formulate,
)
from shadematch.spectrum import lab_from_reflectance
from shadematch.stock_fit import StockFit, stock_catalogue

SEED = 20261121
CASES = 20
_STOCKS = 12
_FILM_DROPS = 1000
"""A measured film as drops: fractions by weight, to a thousandth."""


def rows(bench: str, report: Callable[[str], None]) -> Iterator[Row]:
    """Yield the search against trying everything, and mixes found again."""
    film = film_on_card(0.85)
    report(f"{bench}: every recipe of at most 12 drops")
    share = 100.0 * float(np.mean([finds_the_optimum(SEED + i, film) for i in range(CASES)]))
    yield Row(
        bench,
        "integer drops, same optimum as all recipes <= 12 drops",
        share,
        "%",
        target=Target(at_least=100),
        cases=CASES,
        seed=SEED,
        note="5 stocks: 4 colorants and a diluent",
    )
    report(f"{bench}: mixes that the catalogue made")
    found = [found_again(SEED + i, film) for i in range(CASES)]
    for row, unit, values, most in (
        ("a made mix found again, largest error of a part", "%", [100 * p for p, _ in found], 2.0),
        ("a made mix found again, largest difference", "ΔE00", [e for _, e in found], 0.3),
    ):
        yield Row(bench, row, max(values), unit, target=Target(at_most=most), cases=CASES, seed=SEED)


def finds_the_optimum(seed: int, medium: Medium) -> bool:
    """Tell whether the search's best recipe scores as the best of all recipes of at most 12 drops."""
    catalogue = made_catalogue(4, seed)
    target = random_target(catalogue, medium, seed)
    options = FormulationOptions()
    options.most_drops, options.most_colorants = 12, 4
    found = formulate(catalogue, target=target, medium=medium, options=options).recipes[0]
    ids = [stock.id for stock in catalogue.stocks]
    best = np.inf
    for drops in itertools.product(range(13), repeat=len(ids)):
        if sum(drops) > 12 or not any(drops[:-1]):
            continue
        recipe = {name: count for name, count in zip(ids, drops, strict=True) if count}
        best = min(best, evaluate_recipe(catalogue, recipe, target=target, medium=medium).score.total)
    return bool(found.score.total <= best + 1e-9)


def found_again(seed: int, medium: Medium) -> tuple[float, float]:
    """Ask for the spectrum of a random mix: largest error of a part, and CIEDE2000.

    Of the recipes listed the nearest color of the mix's own stocks counts, by its parts among the colorants:
    in a film that hides its card the diluent changes nothing. Where none has those stocks, the error is all.
    """
    rng = np.random.default_rng(seed)
    catalogue = made_catalogue(_STOCKS, SEED)
    ids = [stock.id for stock in catalogue.stocks if stock.kind != "diluent"]
    drops = {str(name): int(rng.integers(1, 9)) for name in rng.choice(ids, 3, replace=False)}
    drops["water"] = int(rng.integers(1, 12))
    made = evaluate_recipe(catalogue, drops, target=[50, 0, 0], medium=medium)
    listed = formulate(catalogue, target=made.reflectance, medium=medium).recipes
    same = [each for each in listed if set(_shares(each)) == set(_shares(made))]
    if not same:
        return 1.0, min(each.delta_e for each in listed)
    nearest = min(same, key=lambda each: each.delta_e)
    return max(abs(_shares(nearest)[name] - part) for name, part in _shares(made).items()), nearest.delta_e


def _shares(recipe: Recipe) -> dict[str, float]:
    colorants = [part for part in recipe.parts if not part.is_diluent]
    return {part.stock_id: part.ml / sum(each.ml for each in colorants) for part in colorants}


def distance(sample: Sample, fit: FilmFit) -> float:
    """Squared Mahalanobis distance of a measured film from its recipe of stocks fitted without it."""
    found = StockFit(list(sample.family), fit, [])
    catalogue = stock_catalogue(found, source="measured paints")
    over_white = sample.over["white"]
    drops = {name: round(_FILM_DROPS * part) for name, part in sample.parts.items()}
    medium = film_on_card(over_white.background, surface=fit.surface)
    recipe = evaluate_recipe(catalogue, drops, target=np.array(over_white.film), medium=medium)
    off = recipe.lab_lights[0] - lab_from_reflectance(over_white.film, illuminant="D65")
    return float(off @ np.linalg.solve(recipe.covariance, off))
