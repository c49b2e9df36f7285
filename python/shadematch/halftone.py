# SPDX-License-Identifier: Apache-2.0
"""Shaved scalp as a halftone: hair, dots and the skin between them, pooled by the eye."""

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows
from shadematch._core import skin as _skin
from shadematch._core.skin import demichel_weights, overlap_shares

__all__ = ["demichel_weights", "halftone_reflectance", "neugebauer_reflectance", "overlap_shares"]


def neugebauer_reflectance(
    areas: npt.ArrayLike, shares: npt.ArrayLike, *, yule_nielsen_n: float = 1.0
) -> Floats:
    """Reflectance that the eye pools from areas side by side: ``(sum of w R**(1/n))**n``.

    Parameters
    ----------
    areas : array_like, shape (n, 36)
        Reflectance of each.
    shares : array_like, shape (n,)
        Of the surface; `demichel_weights` and `overlap_shares` make them. Sum 1.
    yule_nielsen_n : float
        1 no light spreads sideways, 2 full spread; up to 10 is taken.

    Returns
    -------
    ndarray, shape (36,)

    Raises
    ------
    ValueError
        For shares that are negative, too few or too many, or do not sum to 1.

    References
    ----------
    Yule & Nielsen 1951 [yule1951]; Wyble & Berns 2000 [wyble2000].

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.halftone import neugebauer_reflectance, overlap_shares
    >>> skin_and_dots = np.outer([0.4, 0.2, 0.1, 0.06], np.ones(36))  # under 0, 1, 2, 3 or more dots
    >>> round(float(neugebauer_reflectance(skin_and_dots, overlap_shares(0.5))[0]), 3)
    0.312
    """
    table, _ = rows(areas, 36, "neugebauer_reflectance")
    return _skin.neugebauer_reflectance(table, np.asarray(shares, float).tolist(), yule_nielsen_n)


def halftone_reflectance(
    skin: npt.ArrayLike,
    *,
    hair: npt.ArrayLike,
    dot: npt.ArrayLike,
    hair_coverage: float,
    dot_coverage: float,
    older_dot: npt.ArrayLike | None = None,
    both_dots: npt.ArrayLike | None = None,
    older_dot_coverage: float = 0.0,
    yule_nielsen_n: float = 1.7,
) -> Floats:
    """Pooled reflectance of shaved scalp with hair, dots, and dots of an older treatment.

    They lie independently of each other; hair hides what is under it, the pigment of overlapping dots adds.

    Parameters
    ----------
    skin, hair, dot : array_like, shape (36,)
        Reflectances.
    hair_coverage, dot_coverage, older_dot_coverage : float
        Area fractions, 0 to 1.
    older_dot, both_dots : array_like, shape (36,), optional
        Skin with the older dot alone, and with the pigment of both.
    yule_nielsen_n : float
        Sideways spread of light, 1 to 2.

    Returns
    -------
    ndarray, shape (36,)
        A model value.

    Raises
    ------
    ValueError
        For a fraction or n outside its range, or older dots without their reflectances.

    References
    ----------
    Wyble & Berns 2000 [wyble2000].

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.halftone import halftone_reflectance
    >>> skin, hair, dot = np.full(36, 0.4), np.full(36, 0.03), np.full(36, 0.1)
    >>> scalp = halftone_reflectance(skin, hair=hair, dot=dot, hair_coverage=0.1, dot_coverage=0.3)
    >>> round(float(scalp[0]), 3)
    0.257
    """
    if older_dot_coverage > 0 and (older_dot is None or both_dots is None):
        msg = "halftone_reflectance: expected older_dot and both_dots with an older_dot_coverage, got none"
        raise ValueError(msg)
    older = dot if older_dot is None else older_dot
    both = dot if both_dots is None else both_dots
    return _skin.halftone_reflectance(
        _bands(skin),
        _bands(hair),
        _bands(dot),
        _bands(older),
        _bands(both),
        hair_coverage,
        dot_coverage,
        older_dot_coverage,
        yule_nielsen_n,
    )


def _bands(values: npt.ArrayLike) -> list[float]:
    table, _ = rows(values, 36, "halftone_reflectance")
    numbers: list[float] = table[0].tolist()
    return numbers
