# SPDX-License-Identifier: Apache-2.0
"""Formulation: time to a recipe, and scipy on the same objective.

The targets are colors of random mixtures of a made catalogue, a little off, so that no recipe meets them.
"""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from shadematch.bench.made_stocks import made_catalogue, random_target
from shadematch.bench.row import Row, Target
from shadematch.formulate import Medium, evaluate_recipe, film_on_card, formulate, healed_skin
from shadematch.pigment import Catalogue, bundled_catalogue
from shadematch.skin import skin_from_lab

BENCH = "formulation"
SEED = 20261121
_TIMED = 12
_AGAINST_SCIPY = 3


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Yield speed and the comparison with scipy."""
    film = film_on_card(0.85)
    for colorants, limit in ((12, 10.0), (40, 250.0)):
        report(f"{BENCH}: {colorants} stocks")
        catalogue = made_catalogue(colorants, SEED)
        name = f"{colorants} stocks, up to 4 in a cup, film"
        yield _time_row(name, catalogue, film, 4, limit)
    report(f"{BENCH}: skin")
    skin = healed_skin(skin_from_lab([62.0, 12.0, 16.0]))
    yield _time_row("bundled catalogue, healed skin, table made", bundled_catalogue(), skin, 4, 100.0)
    yield from _against_scipy(film, report)


def _time_row(name: str, catalogue: Catalogue, medium: Medium, colorants: int, limit: float) -> Row:
    times = []
    for i in range(_TIMED + 1):
        target = random_target(catalogue, medium, SEED + i)
        start = time.thread_time()
        formulate(catalogue, target=target, medium=medium, most_colorants=colorants)
        times.append(1e3 * (time.thread_time() - start))
    return Row(BENCH, name, statistics.median(times[1:]), "ms", {}, Target(at_most=limit), _TIMED, SEED)


def _against_scipy(medium: Medium, report: Callable[[str], None]) -> Iterator[Row]:
    try:
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        yield Row(BENCH, "times scipy minimize and rounding", None, "x", note="scipy is not installed")
        return
    report(f"{BENCH}: scipy")
    catalogue = made_catalogue(12, SEED)
    ratios, rates, gaps = [], [], []
    for i in range(_AGAINST_SCIPY):
        target = random_target(catalogue, medium, SEED + 100 + i)
        start = time.thread_time()
        found = formulate(catalogue, target=target, medium=medium)
        ours = time.thread_time() - start
        start = time.thread_time()
        best, calls = _scipy_recipe(catalogue, target, medium)
        theirs = time.thread_time() - start
        ratios.append(theirs / ours)
        rates.append(((found.sets_fitted + found.recipes_evaluated) / ours, calls / theirs))
        gaps.append(found.recipes[0].score.total - best)
    note = "298 sets, Nelder-Mead and rounding to 40 drops; the same compiled objective"
    yield Row(
        BENCH, "times scipy minimize and rounding", statistics.median(ratios), "x", {}, Target(at_least=100),
        _AGAINST_SCIPY, SEED, note,
    )  # fmt: skip
    yield Row(
        BENCH, "objective above scipy's, worst", max(gaps), "J", {}, Target(at_most=0), _AGAINST_SCIPY, SEED
    )
    ours_rate, theirs_rate = (statistics.median(each) for each in zip(*rates, strict=True))
    note = "sets fitted and recipes worked out; the sets that are screened do not count"
    yield Row(
        BENCH,
        "evaluations a second",
        ours_rate,
        "1/s",
        {"scipy": theirs_rate},
        None,
        _AGAINST_SCIPY,
        SEED,
        note,
    )


def _scipy_recipe(catalogue: Catalogue, target: list[float], medium: Medium) -> tuple[float, int]:
    """Find the least objective: minimize over the shares of every set of up to three, round to 40 drops."""
    from scipy.optimize import minimize

    ids = [stock.id for stock in catalogue.stocks if stock.kind != "diluent"]
    calls = 0

    def objective(drops: dict[str, int]) -> float:
        nonlocal calls
        calls += 1
        return evaluate_recipe(catalogue, drops, target=target, medium=medium).score.total

    best = np.inf
    sets = itertools.chain.from_iterable(itertools.combinations(ids, n) for n in (1, 2, 3))
    for chosen in sets:
        names = [*chosen, "water"]

        def fine(x: np.ndarray, names: list[str] = names) -> float:
            share = np.exp(x - np.max(x))
            return objective(
                {n: max(round(1e5 * s), 1) for n, s in zip(names, share / share.sum(), strict=True)}
            )

        fit = minimize(fine, np.zeros(len(names)), method="Nelder-Mead", options={"maxfev": 80 * len(names)})
        share = np.exp(fit.x - np.max(fit.x))
        drops = np.maximum(np.round(40 * share / share.sum()), [1] * len(chosen) + [0]).astype(int)
        best = min(best, objective({n: int(d) for n, d in zip(names, drops, strict=True) if d}))
    return best, calls
