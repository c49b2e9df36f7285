# SPDX-License-Identifier: Apache-2.0
"""Formulation: time to a recipe, the optimum against trying everything, and scipy on the same objective.

The catalogue is made: inks whose absorption ends somewhere in the spectrum, a black, a white and water. The
targets are colors of random mixtures of it, a little off, so that no recipe meets them.
"""

import itertools
import json
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from shadematch.bench.row import Row, Target
from shadematch.formulate import (
    FormulationOptions,
    Medium,
    evaluate_recipe,
    film_on_card,
    formulate,
    healed_skin,
)
from shadematch.pigment import Catalogue, bundled_catalogue
from shadematch.skin import skin_from_lab

BENCH = "formulation"
SEED = 20261121
_NM = np.arange(380, 731, 10)
_TIMED = 12
_BRUTE_FORCE = 20
_AGAINST_SCIPY = 3


def made_catalogue(colorants: int, seed: int) -> Catalogue:
    """Make a catalogue of so many inks, and water."""
    rng = np.random.default_rng(seed)
    inks = [("black", 5000.0, 20.0, 60.0, 0.5), ("white", 300.0, 20.0, 0.4, 25.0)]
    for i in range(2, colorants):
        edge = 430 + 250 * (i - 2 + rng.uniform()) / (colorants - 2)
        inks.append((f"ink{i}", edge, rng.uniform(8, 33), rng.uniform(4, 29), rng.uniform(0.5, 6.5)))
    stocks = [_stock(*ink) for ink in inks] + [{"id": "water", "kind": "diluent", "drop_ml": _drop(0.05)}]
    return Catalogue.from_json(
        json.dumps({"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": []})
    )


def _drop(ml: float) -> dict[str, object]:
    return {"mean": ml, "sd": 0.1 * ml, "nozzle": "", "n_weighed": 0}


def _stock(name: str, edge: float, width: float, K: float, S: float) -> dict[str, object]:
    k = K * (0.02 + 1 / (1 + np.exp((_NM - edge) / width)))
    s = S * (550 / _NM) ** 0.6
    optical = {"level": "L3", "unit": "per_weight_fraction_per_film", "k": k.tolist(), "s": s.tolist()}
    return {"id": name, "kind": "pigment", "drop_ml": _drop(0.04), "optical": optical}


def random_target(catalogue: Catalogue, medium: Medium, seed: int) -> list[float]:
    """Draw the color of a mix of three stocks and water, one unit off in each of L*, a*, b*."""
    rng = np.random.default_rng(seed)
    ids = [stock.id for stock in catalogue.stocks if stock.kind != "diluent"]
    drops = {str(each): int(rng.integers(1, 7)) for each in rng.choice(ids, 3, replace=False)}
    drops["water"] = int(rng.integers(1, 20))
    made = evaluate_recipe(catalogue, drops, target=[50, 0, 0], medium=medium, coverage=0.4)
    return [float(each) for each in made.lab + rng.normal(0, 1, 3)]


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Yield speed, agreement with brute force, and the comparison with scipy."""
    film = film_on_card(0.85)
    for colorants, limit in ((12, 10.0), (40, 250.0)):
        report(f"{BENCH}: {colorants} stocks")
        catalogue = made_catalogue(colorants, SEED)
        name = f"{colorants} stocks, up to 4 in a cup, film"
        yield _time_row(name, catalogue, film, 4, limit)
    report(f"{BENCH}: skin")
    skin = healed_skin(skin_from_lab([62.0, 12.0, 16.0]))
    yield _time_row("bundled catalogue, healed skin, table made", bundled_catalogue(), skin, 4, 100.0)
    report(f"{BENCH}: every recipe of at most 12 drops")
    same = [_finds_the_optimum(SEED + i, film) for i in range(_BRUTE_FORCE)]
    note = "4 colorants and a diluent"
    share = 100.0 * sum(same) / len(same)
    yield Row(
        BENCH,
        "same optimum as all recipes <= 12 drops",
        share,
        "%",
        {},
        Target(at_least=100),
        len(same),
        SEED,
        note,
    )
    yield from _against_scipy(film, report)


def _time_row(name: str, catalogue: Catalogue, medium: Medium, colorants: int, limit: float) -> Row:
    times = []
    for i in range(_TIMED + 1):
        target = random_target(catalogue, medium, SEED + i)
        start = time.thread_time()
        formulate(catalogue, target=target, medium=medium, most_colorants=colorants)
        times.append(1e3 * (time.thread_time() - start))
    return Row(BENCH, name, statistics.median(times[1:]), "ms", {}, Target(at_most=limit), _TIMED, SEED)


def _finds_the_optimum(seed: int, medium: Medium) -> bool:
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
