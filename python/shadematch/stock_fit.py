# SPDX-License-Identifier: Apache-2.0
"""From drawdowns to stocks of a catalogue: the fit, the surface that suits it, and how well it predicts.

Every sample is left out in turn, over all its cards, and predicted from the rest: `StockFit.left_out` is what
to expect of a mixture that was not measured.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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
from shadematch.stock_warnings import MOST_NOISE, stock_warnings

__all__ = ["SURFACES", "SampleFit", "StockFit", "fit_stocks", "stock_catalogue", "stock_ids"]

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
    warnings : list of str
        What speaks against the drawdowns or the fit (`shadematch.stock_warnings`); empty if nothing does.
    """

    names: list[str]
    fit: FilmFit
    samples: list[SampleFit]
    warnings: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Ids of the stocks in a catalogue, from their names (`stock_ids`)."""
        return stock_ids(self.names)

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
        Hears what is under way, before each of (samples + 1) fits for each surface.

    Returns
    -------
    StockFit

    Raises
    ------
    ValueError
        Naming the drawdown, as `shadematch.film.fit_film`; or two names that give one id.

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
    stock_ids(table.stocks)  # refuses names before the work
    if surface is not None:
        return _fit(table, surface, progress)
    every = [_fit(table, each, progress) for each in SURFACES]
    return min(every, key=lambda found: float(found.left_out.mean()) if found.left_out.size else np.inf)


def stock_ids(names: Sequence[str]) -> list[str]:
    """Make the ids of stocks from their names.

    A name of letters, digits and . _ + - is its own id. Of others the letters lose accents and capitals, and
    what lies between becomes a dash; a name without a Latin letter or digit is numbered.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        Naming two names that give one id.

    Examples
    --------
    >>> stock_ids(["ZincWhite", "Zinc White (2)", "Crème"])
    ['ZincWhite', 'zinc-white-2', 'creme']
    """
    ids: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        made = name if _ID.fullmatch(name) else _plain(name) or f"stock-{number}"
        if made in ids:
            raise ValueError(
                f"stock_ids: expected names that give ids that differ, got {ids[made]!r} and {name!r}, both "
                f"{made!r}; rename one of them"
            )
        ids[made] = name
    return list(ids)


_ID = re.compile(r"[A-Za-z0-9._+-]{1,128}")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9+]+", "-", letters).strip("-")[:128]


def _fit(table: DrawdownTable, surface: FilmSurface, progress: Callable[[str], None]) -> StockFit:
    names = list(dict.fromkeys(table.samples))
    progress(f"surface {surface.refractive_index:g}: all samples")
    fit = fit_film(table.drawdowns, options=FilmFitOptions(surface=surface))
    without: dict[str, _Rest] = {}
    for number, name in enumerate(names, start=1):
        progress(f"surface {surface.refractive_index:g}: without {name} ({number} of {len(names)})")
        without[name] = _rest(table, name, surface)
    samples = [
        _sample(each, table.stocks, fit, without[name])
        for each, name in zip(table.drawdowns, table.samples, strict=True)
    ]
    return StockFit(list(table.stocks), fit, samples, stock_warnings(table, fit))


@dataclass(frozen=True)
class _Rest:
    """What the other samples say of the stocks that a sample holds; no fit if they do not know them all."""

    fit: FilmFit | None
    held: list[int]


def _rest(table: DrawdownTable, name: str, surface: FilmSurface) -> _Rest:
    pairs = list(zip(table.drawdowns, table.samples, strict=True))
    rest = [each for each, sample in pairs if sample != name]
    own = np.array([each.fractions for each, sample in pairs if sample == name])
    held = np.flatnonzero(own.max(axis=0) > 0).tolist()
    if not _holds_all(rest, len(table.stocks)):
        return _Rest(None, held)
    return _Rest(fit_film(rest, options=FilmFitOptions(surface=surface, reported=held)), held)


def _holds_all(drawdowns: Sequence[Drawdown], stocks: int) -> bool:
    most = np.zeros(stocks)
    for each in drawdowns:
        most = np.maximum(most, each.fractions)
    return bool((most > 0).all())


def _sample(drawdown: Drawdown, stocks: Sequence[str], fit: FilmFit, rest: _Rest) -> SampleFit:
    lab = lab_from_reflectance(drawdown.film, illuminant=_LIGHT)

    def predict(by: FilmFit, fractions: Sequence[float]) -> FilmPrediction:
        return predict_film(by, fractions, background=drawdown.background, illuminant=_LIGHT)

    fitted = np.array(predict(fit, drawdown.fractions).lab)
    left_out_lab = delta_e = inside = None
    if rest.fit is not None:
        predicted = predict(rest.fit, [drawdown.fractions[index] for index in rest.held])
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
        One stock for each name, `k` and `s` per weight fraction and film, with the covariance of both and the
        surface of the films. The id is made from the name, which is the `shade`. The quality is "measured",
        or "estimated" where the drawdowns contradict each other.
    """
    import json

    stocks = [_stock(found, index, source, licence) for index in range(len(found.names))]
    document = {"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": []}
    return Catalogue.from_json(json.dumps(document), source="stock_catalogue")


def _stock(found: StockFit, index: int, source: str, licence: str) -> dict[str, object]:
    coefficients, surface = found.fit.stocks[index], found.fit.surface
    quality = "measured" if found.fit.noise <= MOST_NOISE else "estimated"
    values = np.concatenate([coefficients.K, coefficients.S])
    at = slice(2 * len(coefficients.K) * index, 2 * len(coefficients.K) * (index + 1))
    covariance = found.fit.covariance[at, at] * np.outer(values, values)  # of ln K, ln S -> of K, S
    return {
        "id": found.ids[index],
        "shade": found.names[index],
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
        "provenance": {"source": source, "licence": licence, "quality": quality},
    }
