# SPDX-License-Identifier: Apache-2.0
"""Mixtures of measured paints, each predicted from the others of its family, beside simpler ways.

CIEDE2000 over white, D65, 2 degrees. Two settings are chosen in a nested way: the surface of the films (in
place of Saunderson's constants), and how far drawdowns are doubted that hold a paint which the mixture does
not. For a sample that is left out, those are taken that predict the other samples of its task best, each from
what is left without both.
"""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.bench import known_recipes, overlayer
from shadematch.bench import mixing_baselines as baselines
from shadematch.bench.paint_mixtures import WHITE, Sample, family_drawdown, samples, task, training
from shadematch.bench.row import Row, Target
from shadematch.difference import delta_e_ciede2000
from shadematch.film import FilmFit, FilmFitOptions, fit_film, predict_film
from shadematch.spectrum import lab_from_reflectance
from shadematch.stock_fit import SURFACES

BENCH = "mixing"
LIGHT = "D65"
SETTINGS = tuple((surface, doubt) for surface in SURFACES for doubt in (1.0, 3.0))
"""Surface, and doubt of drawdowns that hold another paint than the mixture."""
CONFIDENCE_90 = 6.2514
"""Of chi-square with three degrees of freedom."""
_CONCENTRATIONS = np.concatenate([np.geomspace(0.003, 0.2, 60), np.linspace(0.2, 1.0, 80)])
_TITLES = {"A": "29 tints with zinc white", "B": "19 shades with bone black", "C": "4 grays"}
_TARGETS: Mapping[tuple[str, str], float] = {
    ("A", "mean"): 2.5,
    ("A", "median"): 1.9,
    ("A", "p90"): 5.5,
    ("B", "mean"): 3.4,
    ("C", "mean"): 0.5,
}
STATISTICS: Mapping[str, Callable[[Floats], float]] = {
    "mean": lambda e: float(e.mean()),
    "median": lambda e: float(np.median(e)),
    "p90": lambda e: float(np.percentile(e, 90)),
}


@dataclass(frozen=True)
class Left:
    """A left-out sample as it was predicted.

    Color difference, squared Mahalanobis distance, number of the setting.
    """

    delta_e: float
    distance: float
    setting: int


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Tasks A to D of the measured paints, recipes whose answer is known, and the overlayer."""
    nested = {name: _nested(name, report) for name in _TITLES}
    for name, left in nested.items():
        errors = np.array([one.delta_e for one in left.values()])
        for statistic, of in STATISTICS.items():
            against = _baselines(of) if name == "A" else {}
            at_most = _TARGETS.get((name, statistic))
            yield Row(
                BENCH,
                f"{name}: {_TITLES[name]}, left out, {statistic}",
                of(errors),
                "ΔE00",
                against=against,
                target=None if at_most is None else Target(at_most=at_most),
                cases=len(errors),
                detail=at_most is None,
            )
    every = [one for left in nested.values() for one in left.values()]
    inside = 100 * float(np.mean([one.distance <= CONFIDENCE_90 for one in every]))
    yield Row(
        BENCH,
        "90 % regions of predictions hold the measurement",
        inside,
        "%",
        target=Target(at_least=85, at_most=95),
        cases=len(every),
    )
    yield _recipe_regions(nested, report)
    yield from _recovery(nested["A"], report)
    yield from known_recipes.rows(BENCH, report)
    yield from overlayer.rows(BENCH, report)


def _recipe_regions(nested: Mapping[str, Mapping[str, Left]], report: Callable[[str], None]) -> Row:
    """Ask the same of recipes: a catalogue of the fitted stocks, and what `evaluate_recipe` says."""
    report(f"{BENCH}: recipes of left-out mixtures")
    inside = [
        known_recipes.distance(samples()[name], _fit_for(name, {name}, one.setting)) <= CONFIDENCE_90
        for left in nested.values()
        for name, one in left.items()
    ]
    return Row(
        BENCH,
        "90 % regions of recipes hold the left-out mixture",
        100 * float(np.mean(inside)),
        "%",
        target=Target(at_least=85, at_most=95),
        cases=len(inside),
    )


@functools.cache
def fitted(
    left_out: frozenset[str], paints: frozenset[str], family: tuple[str, ...], setting: int
) -> FilmFit:
    """Fit of a family without some samples, for a mixture of `paints`."""
    surface, doubt = SETTINGS[setting]
    known = training(family, without=left_out)
    drawdowns = [
        family_drawdown(sample, card, family, doubt=1.0 if set(sample.parts) <= paints else doubt)
        for sample in known
        for card in sorted(sample.over)
    ]
    return fit_film(drawdowns, options=FilmFitOptions(surface=surface))


def predicted(sample: Sample, fit: FilmFit) -> tuple[float, float]:
    """Color difference, and squared Mahalanobis distance of the measurement from the prediction."""
    target = family_drawdown(sample, "white", sample.family)
    prediction = predict_film(fit, target.fractions, background=target.background, illuminant=LIGHT)
    lab = lab_from_reflectance(target.film, illuminant=LIGHT)
    off = np.array(prediction.lab) - lab
    return float(delta_e_ciede2000(lab, prediction.lab)), float(
        off @ np.linalg.solve(prediction.covariance, off)
    )


def _nested(name: str, report: Callable[[str], None]) -> dict[str, Left]:
    names = task(name)
    alone = {
        (i, setting): predicted(samples()[i], _fit_for(i, {i}, setting))
        for i in _said(names, f"{BENCH}: task {name}", report)
        for setting in range(len(SETTINGS))
    }

    def mean_of_others(i: str, setting: int) -> float:
        return float(np.mean([without_both(i, j, setting) for j in names if j != i]))

    def without_both(i: str, j: str, setting: int) -> float:
        if not set(samples()[i].parts) <= set(samples()[j].family):
            return alone[j, setting][0]
        return predicted(samples()[j], _fit_for(j, {i, j}, setting))[0]

    out = {}
    for i in names:
        best = min(range(len(SETTINGS)), key=functools.partial(mean_of_others, i))
        out[i] = Left(*alone[i, best], best)
    return out


def _fit_for(name: str, left_out: set[str], setting: int) -> FilmFit:
    sample = samples()[name]
    return fitted(frozenset(left_out), frozenset(sample.parts), sample.family, setting)


def _baselines(of: Callable[[Floats], float]) -> dict[str, float]:
    return {name: of(errors) for name, errors in _baseline_errors().items()}


@functools.cache
def _baseline_errors() -> dict[str, Floats]:
    errors: dict[str, list[float]] = {}
    for name in task("A"):
        fraction, pigment, white, tints = baselines.inputs(
            samples()[name], training(samples()[name].family, without={name})
        )
        guesses = {
            "linear": baselines.linear(fraction, pigment, white),
            "log-mean": baselines.log_mean(fraction, pigment, white),
            "single-constant": baselines.single_constant(fraction, pigment, white),
            "single-constant + strength": baselines.single_constant_strength(fraction, pigment, white, tints),
            "masstone-tint": baselines.masstone_tint(fraction, pigment, white, tints),
        }
        lab = lab_from_reflectance(baselines.reading(samples()[name]), illuminant=LIGHT)
        for method, guess in guesses.items():
            found = delta_e_ciede2000(lab, lab_from_reflectance(guess, illuminant=LIGHT))
            errors.setdefault(method, []).append(float(found))
    return {method: np.array(found) for method, found in errors.items()}


def _recovery(left: Mapping[str, Left], report: Callable[[str], None]) -> Iterator[Row]:
    found = [_recovered(name, left[name].setting) for name in _said(list(left), f"{BENCH}: task D", report)]
    residuals, errors = np.array(found).T
    yield Row(
        BENCH,
        "D: recipe of a measured tint, residual, mean",
        float(residuals.mean()),
        "ΔE00",
        target=Target(at_most=1.0),
        cases=len(found),
    )
    yield Row(
        BENCH,
        "D: recipe of a measured tint, error of the concentration, median",
        100 * float(np.median(errors)),
        "%",
        target=Target(at_most=12),
        cases=len(found),
    )


def _recovered(name: str, setting: int) -> tuple[float, float]:
    """Least color difference over concentrations, and relative error of the concentration that has it."""
    sample = samples()[name]
    fit = _fit_for(name, {name}, setting)
    target = family_drawdown(sample, "white", sample.family)
    lab = lab_from_reflectance(target.film, illuminant=LIGHT)
    white = sample.family.index(WHITE)

    def guess(c: float) -> Floats:
        fractions = [c, 0.0, 0.0]
        fractions[white] = 1.0 - c
        return np.array(predict_film(fit, fractions, background=target.background, illuminant=LIGHT).lab)

    errors = np.asarray(delta_e_ciede2000(lab, np.array([guess(c) for c in _CONCENTRATIONS])))
    best = int(np.argmin(errors))
    true = sample.parts[str(sample.pigment)]
    return float(errors[best]), abs(float(_CONCENTRATIONS[best]) - true) / true


def _said(names: Sequence[str], what: str, report: Callable[[str], None]) -> Iterator[str]:
    for name in names:
        report(f"{what}: {name}")
        yield name
