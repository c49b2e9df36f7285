# SPDX-License-Identifier: Apache-2.0
"""Films of paint and ink on a card: absorption K and scattering S of stocks, and the color of their mixtures.

K and S are those of Kubelka and Munk (K = 2 mu_a, S = 3/4 mu_s'), per unit fraction of the stock for a film
of thickness 1. The film itself is solved by radiative transfer, which dark films need.
"""

import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shadematch._core import film as _film
from shadematch._core.film import (
    Drawdown,
    DrawdownTable,
    FilmCoefficients,
    FilmFit,
    FilmFitOptions,
    FilmPrediction,
    FilmSurface,
)
from shadematch.spectrum import colorimetric_weights

if TYPE_CHECKING:
    from shadematch._broadcast import Floats
    from shadematch.spectrum import Light

__all__ = [
    "Drawdown",
    "DrawdownTable",
    "FilmCoefficients",
    "FilmFit",
    "FilmFitOptions",
    "FilmPrediction",
    "FilmSurface",
    "film_reflectance",
    "fit_film",
    "inside_reflectance",
    "k_over_s",
    "kubelka_munk_reflectance",
    "measured_reflectance",
    "mixed_film",
    "opaque_reflectance",
    "predict_film",
    "read_drawdowns",
]

_MOST_BYTES = 20_000_000  # of all readers; one byte more is enough for them to refuse
_HEAD_BYTES = 70_000
_CGATS = re.compile(rb"\A(CGATS|IT8|CTI)[^,\r\n]*[\r\n]|^[ \t]*BEGIN_DATA_FORMAT[ \t]*\r?$", re.M | re.I)


def read_drawdowns(path: str | PathLike[str]) -> DrawdownTable:
    """Read drawdowns from CSV, CGATS.17 / IT8 text or CxF3, whichever the content is.

    Each reading has a sample, a surface (``bare_CARD`` or ``paint_over_CARD``), for a film its components and
    their percentages by weight (both separated by ``-``, names with a dash by `` + ``), and reflectance
    factors 0 to 1.2 at even wavelengths. A film takes the bare card of its own sample, else that of the
    readings without one.

    - CSV: columns ``sample``, ``surface``, ``components``, ``weight_percent``, ``R400``, ``R410``, ...
    - CGATS.17: fields ``SAMPLE_NAME`` or ``SAMPLE_ID``, ``SURFACE`` or ``BACKING``, ``COMPONENTS``,
      ``WEIGHT_PERCENT``, ``SPECTRAL_NM_400``, ... (or ``SPECTRAL_400``, ``nm400``).
    - CxF3: objects with a ``cc:ReflectanceSpectrum`` and tags ``Sample``, ``Surface``, ``Components``,
      ``WeightPercent``, or these between ``|`` as the name of the object.

    Parameters
    ----------
    path : path-like
        UTF-8 text.

    Returns
    -------
    DrawdownTable
        `stocks` names the fractions of its `drawdowns`; `samples` and `cards` say where each is from.

    Raises
    ------
    InvalidDocument
        With file, place, sample, what was expected and what came.
    LimitExceeded
        Above 20 MB, 200 000 readings, 32 levels of XML.
    OSError
        If the file cannot be read.
    """
    file = Path(path)
    with file.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    begin = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(b"<"):
        from shadematch.drawdown_cxf import read_drawdowns_cxf

        return read_drawdowns_cxf(data, file.name)
    if _CGATS.search(begin):
        return _film.read_drawdowns_cgats(data, file.name)
    return _film.read_drawdowns_csv(data, file.name)


def fit_film(drawdowns: Sequence[Drawdown], *, options: FilmFitOptions | None = None) -> FilmFit:
    """Fit absorption and scattering of all stocks to all drawdowns at once.

    Parameters
    ----------
    drawdowns : sequence of Drawdown
        Each with the fractions of all stocks (sum 1), the reading of the film and of the bare card: 36 bands
        from 380 to 730 nm, reflectance 0 to 1.2. A masstone and one tint of a stock, over black and white,
        tell both K and S.
    options : FilmFitOptions, optional
        Surface of the films, noise of a reading, smoothness of the scattering.

    Returns
    -------
    FilmFit
        `stocks` with K and S (36 each), `covariance` of ln K and ln S, `residuals` of each drawdown and the
        `noise` found, both as cube roots of reflectance.

    Raises
    ------
    ValueError
        Naming the drawdown and the field.

    References
    ----------
    Two-constant theory: Kubelka & Munk 1931 [kubelka1931]; films: Prahl, van Gemert & Welch 1993
    [prahl1993].

    Examples
    --------
    >>> card = np.full(36, 0.85)
    >>> def paint(black):
    ...     K, S = 0.02 + 30 * black, 6.0 - 5.6 * black
    ...     mixed = FilmCoefficients(K=np.full(36, K), S=np.full(36, S))
    ...     film = film_reflectance(mixed, background=card)
    ...     return Drawdown(name=f"{black:.0%}", fractions=[1 - black, black], film=film, background=card)
    >>> fit = fit_film([paint(0.0), paint(0.02), paint(0.2), paint(1.0)])
    >>> predicted = predict_film(fit, [0.95, 0.05], background=card)
    >>> bool(np.abs(predicted.reflectance - np.array(paint(0.05).film)).max() < 0.003)
    True
    """
    return _film.fit_film(list(drawdowns), FilmFitOptions() if options is None else options)


def mixed_film(fit: FilmFit, fractions: Sequence[float]) -> FilmCoefficients:
    """K and S of a mixture: the sums over the stocks of fraction times coefficient.

    Parameters
    ----------
    fit : FilmFit
        The family of stocks.
    fractions : sequence of float
        Of each stock, as in the drawdowns; >= 0, sum 1 within 1e-6.

    Returns
    -------
    FilmCoefficients

    Raises
    ------
    ValueError
        For other fractions, or another number of them than stocks.
    """
    return _film.mixed_film(fit, fractions)


def predict_film(
    fit: FilmFit,
    fractions: Sequence[float],
    *,
    background: npt.ArrayLike,
    illuminant: "Light" = "D50",
    observer: int = 2,
) -> FilmPrediction:
    """Color of a mixture that was not measured, with its covariance.

    Parameters
    ----------
    fit : FilmFit
        The family of stocks.
    fractions : sequence of float
        Of each stock, >= 0, sum 1 within 1e-6.
    background : array_like, shape (36,)
        Reading of the bare card, 0 to 1.
    illuminant : str or Illuminant
        Light under which `lab` is seen.
    observer : {2, 10}
        Field of view in degrees.

    Returns
    -------
    FilmPrediction
        `reflectance` (36,), `lab` relative to the white of the light, `covariance` (3, 3) of `lab`: of 100
        measured mixtures 90 should lie in its 90 % ellipsoid (`shadematch bench mixing`).

    Raises
    ------
    ValueError
        For other fractions, another number of them than stocks, or a background outside 0 to 1.
    """
    weights = colorimetric_weights(illuminant=illuminant, observer=observer)
    return _film.predict_film(fit, fractions, background, weights)


def film_reflectance(
    film: FilmCoefficients,
    *,
    background: npt.ArrayLike,
    thickness: float = 1.0,
    surface: FilmSurface | None = None,
) -> "Floats":
    """Reflectance of a film on a card, as an instrument with d/8 degree geometry reads it.

    Parameters
    ----------
    film : FilmCoefficients
        K >= 0 and S > 0 at 36 bands, per unit thickness.
    background : array_like, shape (36,)
        Reading of the bare card, 0 to 1.
    thickness : float
        In the unit of the coefficients, > 0.
    surface : FilmSurface, optional
        Effective refractive index (1.01 to 2) and the part of the light that is mirrored into the reading
        (0 to 0.1).

    Returns
    -------
    ndarray, shape (36,)

    Raises
    ------
    ValueError
        Naming the argument and the band.

    References
    ----------
    Adding and doubling: Prahl, van Gemert & Welch 1993 [prahl1993].

    Examples
    --------
    >>> gray = FilmCoefficients(K=np.full(36, 1.0), S=np.full(36, 2.0))
    >>> round(float(film_reflectance(gray, background=np.full(36, 0.85))[0]), 3)
    0.192
    """
    return np.array(
        _film.film_reflectance(film, thickness, background, FilmSurface() if surface is None else surface)
    )


def kubelka_munk_reflectance(
    K: npt.ArrayLike, S: npt.ArrayLike, X: npt.ArrayLike, Rg: npt.ArrayLike
) -> "float | Floats":
    """Reflectance of a layer on a ground, without surfaces; arguments broadcast.

    Parameters
    ----------
    K, S : array_like
        Absorption (>= 0) and scattering (> 0) per unit thickness.
    X : array_like
        Thickness, > 0.
    Rg : array_like
        Reflectance of the ground, 0 to 1.

    Returns
    -------
    float or ndarray

    References
    ----------
    Kubelka & Munk 1931 [kubelka1931], Kubelka 1948 [kubelka1948].

    Examples
    --------
    >>> round(kubelka_munk_reflectance(1.0, 2.0, 1.0, 0.85), 6)
    0.388707
    """
    return _film.kubelka_munk_reflectance(K, S, X, Rg)


def opaque_reflectance(k_over_s: npt.ArrayLike) -> "float | Floats":
    """Reflectance of an opaque layer without a surface, by its K/S; the inverse of `k_over_s`.

    References
    ----------
    Kubelka & Munk 1931 [kubelka1931].

    Examples
    --------
    >>> round(opaque_reflectance(0.25), 3)
    0.5
    """
    return _film.opaque_reflectance(k_over_s)


def k_over_s(opaque_reflectance: npt.ArrayLike) -> "float | Floats":
    """K/S of an opaque layer without a surface, by its reflectance in (0, 1]: (1 - R)^2 / 2R.

    References
    ----------
    Kubelka & Munk 1931 [kubelka1931].

    Examples
    --------
    >>> k_over_s([0.5, 1.0]).tolist()
    [0.25, 0.0]
    """
    return _film.k_over_s(opaque_reflectance)


def measured_reflectance(inside: npt.ArrayLike, *, k1: float, k2: float, j: int = 1) -> "float | Floats":
    """Add the surface to the reflectance inside a film: what an instrument reads.

    Parameters
    ----------
    inside : array_like
        Reflectance inside the surface, 0 to 1.
    k1, k2 : float
        Parts of the light that the surface reflects outside, and inside (diffuse).
    j : {0, 1}
        1 if the reading includes the mirrored light.

    Raises
    ------
    ValueError
        For `k1` or `k2` outside 0 to 1, or another `j`.

    References
    ----------
    Saunderson 1942 [saunderson1942].

    Examples
    --------
    >>> round(measured_reflectance(0.5, k1=0.04, k2=0.6), 6)
    0.314286
    """
    return _film.measured_reflectance(inside, k1, k2, j)


def inside_reflectance(measured: npt.ArrayLike, *, k1: float, k2: float, j: int = 1) -> "float | Floats":
    """Take the surface off a reading; negative for one that is darker than the surface alone.

    Parameters as in `measured_reflectance`.

    References
    ----------
    Saunderson 1942 [saunderson1942].

    Examples
    --------
    >>> round(inside_reflectance(0.314286, k1=0.04, k2=0.6), 4)
    0.5
    """
    return _film.inside_reflectance(measured, k1, k2, j)
