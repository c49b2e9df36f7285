# SPDX-License-Identifier: Apache-2.0
"""From drawdowns to stocks of a catalogue: the fit, the surface that suits it, and how well it predicts.

Every sample is left out in turn, over all its cards, and predicted from the rest: `StockFit.left_out` is what
to expect of a mixture that was not measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.difference import delta_e_ciede2000
from shadematch.film import (
    Drawdown,
    DrawdownTable,
    FilmFit,
    FilmFitOptions,
    FilmPrediction,
    FilmSurface,
    fit_film,
    predict_film,
)
from shadematch.pigment import Catalogue
from shadematch.spectrum import lab_from_reflectance

__all__ = ["SURFACES", "SampleFit", "StockFit", "fit_stocks", "stock_catalogue"]

SURFACES = (
    FilmSurface(refractive_index=1.15, mirrored=0.03),
    FilmSurface(refractive_index=1.3, mirrored=0.035),
    FilmSurface(refractive_index=1.5, mirrored=0.04),
)
"""Rough; between; glossy with all that is mirrored in the reading. The one that predicts best is taken."""

_LIGHT = "D65"


@dataclass(frozen=True)
class SampleFit:
    """One film: its reading and what the fit makes of it. Lab is D65, 2 degrees.

    Attributes
    ----------
    name : str
        "SAMPLE over CARD".
    parts : dict of str to float
        Stocks that it holds and their fractions.
    lab, fitted_lab, left_out_lab : ndarray, shape (3,)
        Measured; by the fit to all; predicted from the other samples. The last is None where the others do
        not hold every stock of it.
    delta_e_fitted, delta_e_left_out : float
        CIEDE2000 from the reading; None as above.
    inside : bool or None
        Whether the reading lies in the 90 % region of the left-out prediction.
    """

    name: str
    parts: dict[str, float]
    lab: Floats
    fitted_lab: Floats
    left_out_lab: Floats | None
    delta_e_fitted: float
    delta_e_left_out: float | None
    inside: bool | None


@dataclass(frozen=True)
class StockFit:
    """Stocks fitted to drawdowns.

    Attributes
    ----------
    names : list of str
        Stocks, in the order of `fit.stocks`.
    fit : FilmFit
        K and S of each per unit fraction for a film of thickness 1, and their covariance.
    samples : list of SampleFit
    """

    names: list[str]
    fit: FilmFit
    samples: list[SampleFit]

    @property
    def left_out(self) -> Floats:
        """CIEDE2000 of every film that could be left out; (n,)."""
        found = [each.delta_e_left_out for each in self.samples]
        return np.array([value for value in found if value is not None])


def fit_stocks(
    table: DrawdownTable,
    *,
    surface: FilmSurface | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> StockFit:
    """Fit all stocks of a table and predict each of its samples from the others.

    Parameters
    ----------
    table : DrawdownTable
        As `shadematch.film.read_drawdowns` gives it: a family of stocks that were measured pure and mixed.
    surface : FilmSurface, optional
        Of the films; None: the one of `SURFACES` with the least left-out error.
    progress : callable
        Hears what is under way.

    Returns
    -------
    StockFit

    Raises
    ------
    ValueError
        Naming the drawdown, as `shadematch.film.fit_film`.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from shadematch.film import read_drawdowns
    >>> table = read_drawdowns(files("shadematch") / "data" / "mixing" / "vermilion_drawdowns.csv")
    >>> found = fit_stocks(table, surface=SURFACES[1])
    >>> found.names
    ['Vermillion', 'ZincWhite', 'BoneBlack']
    >>> bool(np.median(found.left_out) < 2)
    True
    """
    if surface is not None:
        return _fit(table, surface, progress)
    every = [_fit(table, each, progress) for each in SURFACES]
    return min(every, key=lambda found: float(found.left_out.mean()) if found.left_out.size else np.inf)


def _fit(table: DrawdownTable, surface: FilmSurface, progress: Callable[[str], None]) -> StockFit:
    options = FilmFitOptions(surface=surface)
    fit = fit_film(table.drawdowns, options=options)
    without: dict[str, FilmFit | None] = {}
    for sample in dict.fromkeys(table.samples):
        progress(f"surface {surface.refractive_index:g}: without {sample}")
        rest = [each for each, name in zip(table.drawdowns, table.samples, strict=True) if name != sample]
        without[sample] = fit_film(rest, options=options) if _holds_all(rest, len(table.stocks)) else None
    samples = [
        _sample(each, table.stocks, fit, without[name])
        for each, name in zip(table.drawdowns, table.samples, strict=True)
    ]
    return StockFit(list(table.stocks), fit, samples)


def _holds_all(drawdowns: Sequence[Drawdown], stocks: int) -> bool:
    most = np.zeros(stocks)
    for each in drawdowns:
        most = np.maximum(most, each.fractions)
    return bool((most > 0).all())


def _sample(drawdown: Drawdown, stocks: Sequence[str], fit: FilmFit, rest: FilmFit | None) -> SampleFit:
    lab = lab_from_reflectance(drawdown.film, illuminant=_LIGHT)

    def predict(by: FilmFit) -> FilmPrediction:
        return predict_film(by, drawdown.fractions, background=drawdown.background, illuminant=_LIGHT)

    fitted = np.array(predict(fit).lab)
    left_out_lab = delta_e = inside = None
    if rest is not None:
        predicted = predict(rest)
        left_out_lab = np.array(predicted.lab)
        delta_e = float(delta_e_ciede2000(lab, left_out_lab))
        off = left_out_lab - lab
        inside = bool(off @ np.linalg.solve(predicted.covariance, off) <= 6.2514)  # chi-square, 3, 90 %
    parts = {name: part for name, part in zip(stocks, drawdown.fractions, strict=True) if part > 0}
    return SampleFit(
        drawdown.name,
        parts,
        lab,
        fitted,
        left_out_lab,
        float(delta_e_ciede2000(lab, fitted)),
        delta_e,
        inside,
    )


def stock_catalogue(found: StockFit, *, source: str, licence: str = "") -> Catalogue:
    """Write fitted stocks as a catalogue of data level L3.

    Parameters
    ----------
    found : StockFit
        Of `fit_stocks`.
    source, licence : str
        Of the drawdowns; kept in each stock's provenance.

    Returns
    -------
    Catalogue
        One stock for each name, `k` and `s` per weight fraction and film, with the covariance of both.
    """
    import json

    stocks = [_stock(found, index, source, licence) for index in range(len(found.names))]
    document = {"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": []}
    return Catalogue.from_json(json.dumps(document), source="stock_catalogue")


def _stock(found: StockFit, index: int, source: str, licence: str) -> dict[str, object]:
    coefficients, surface = found.fit.stocks[index], found.fit.surface
    values = np.concatenate([coefficients.K, coefficients.S])
    at = slice(2 * len(coefficients.K) * index, 2 * len(coefficients.K) * (index + 1))
    covariance = found.fit.covariance[at, at] * np.outer(values, values)  # of ln K, ln S -> of K, S
    return {
        "id": found.names[index],
        "kind": "pigment",
        "optical": {
            "level": "L3",
            "grid": {"start_nm": 380, "step_nm": 10, "n": 36},
            "k": list(coefficients.K),
            "s": list(coefficients.S),
            "cov": ((covariance + covariance.T) / 2).tolist(),
            "unit": "per_weight_fraction_per_film",
            "surface": {"refractive_index": surface.refractive_index, "mirrored": surface.mirrored},
        },
        "provenance": {"source": source, "licence": licence, "quality": "measured"},
    }
