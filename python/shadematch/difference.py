# SPDX-License-Identifier: Apache-2.0
"""Color differences.

Every formula takes Lab colors of the same white and broadcasts: ``(3,)`` against ``(3,)`` gives a float,
``(3,)`` against ``(n, 3)`` or ``(h, w, 3)`` one number for each color. NaN passes through. The first color
is the standard, the second the batch; it matters for CIE94 and CMC, which are not symmetric.

From 64 colors on the formulas (all but CAM16-UCS) work in vectors: their numbers agree with those of two
colors to 1e-12. Where both arguments are arrays of float32 the result is float32 too, within 5e-6 of the
difference of the given numbers. Contiguous arrays of either type are not copied; anything else is computed
in float64.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy.typing as npt

from shadematch._broadcast import (
    Floats,
    SingleFloats,
    common_shape,
    is_single,
    rows,
    single_rows,
    spread_rows,
    triple,
)
from shadematch._core import color as _color
from shadematch._core import difference as _difference
from shadematch._core.difference import DifferenceFormula, difference_formulas

__all__ = [
    "DifferenceFormula",
    "delta_e",
    "delta_e_cam16_ucs",
    "delta_e_cie76",
    "delta_e_cie94",
    "delta_e_ciede2000",
    "delta_e_cmc",
    "delta_e_hyab",
    "difference_formulas",
]

_CIEDE2000 = _difference.Ciede2000Options()
_CMC = _difference.CmcOptions()
_CAM16 = _color.Cam16ViewingConditions()
_SURROUNDS = {
    "average": _color.AVERAGE_SURROUND,
    "dim": _color.DIM_SURROUND,
    "dark": _color.DARK_SURROUND,
}
_APPLICATIONS = {
    "graphic_arts": _difference.CIE94_GRAPHIC_ARTS,
    "textiles": _difference.CIE94_TEXTILES,
}


def _call(
    who: str, formula: Callable[[Floats, Floats], Floats], lab1: npt.ArrayLike, lab2: npt.ArrayLike
) -> float | Floats:
    standards, shape1 = rows(lab1, 3, who)
    batch, shape2 = rows(lab2, 3, who)
    shape = common_shape(who, shape1, shape2)
    result = formula(*spread_rows(standards, batch, shape1, shape2, shape))
    return float(result[0]) if not shape else result.reshape(shape)


def _call_in_kind(
    who: str, formula: Callable[..., Any], lab1: npt.ArrayLike, lab2: npt.ArrayLike
) -> float | Floats | SingleFloats:
    """As `_call`; float32 in both places stays float32, unless it is just two colors."""
    if not (is_single(lab1) and is_single(lab2)) or max(lab1.ndim, lab2.ndim) < 2:
        return _call(who, formula, lab1, lab2)
    standards, shape1 = single_rows(lab1, 3, who)
    batch, shape2 = single_rows(lab2, 3, who)
    shape = common_shape(who, shape1, shape2)
    result: SingleFloats = formula(*spread_rows(standards, batch, shape1, shape2, shape))
    return result.reshape(shape)


def delta_e_ciede2000(
    lab1: npt.ArrayLike,
    lab2: npt.ArrayLike,
    *,
    k_L: float = _CIEDE2000.k_L,
    k_C: float = _CIEDE2000.k_C,
    k_H: float = _CIEDE2000.k_H,
) -> float | Floats | SingleFloats:
    """CIEDE2000, the standard formula for small differences. Symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        One color.
    lab2 : array_like, shape (..., 3)
        The other.
    k_L, k_C, k_H : float
        Parametric factors, 1 under the reference viewing conditions.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    Sharma, Wu & Dalal 2005 [sharma2005]; CIE 142-2001 [cie142].

    Examples
    --------
    >>> round(delta_e_ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485]), 4)
    2.0425
    >>> import numpy as np
    >>> delta_e_ciede2000([50, 0, 0], np.zeros((4, 6, 3))).shape
    (4, 6)
    """
    options = _difference.Ciede2000Options()
    options.k_L, options.k_C, options.k_H = k_L, k_C, k_H
    return _call_in_kind(
        "delta_e_ciede2000",
        partial(_difference.delta_e_ciede2000, options=options),
        lab1,
        lab2,
    )


def delta_e_cie94(
    lab1: npt.ArrayLike, lab2: npt.ArrayLike, *, application: str = "graphic_arts"
) -> float | Floats | SingleFloats:
    """CIE94. Not symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        The standard: it sets the tolerances.
    lab2 : array_like, shape (..., 3)
        The batch.
    application : {"graphic_arts", "textiles"}
        Which set of factors.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    CIE 116-1995 [cie116].

    Examples
    --------
    >>> delta_e_cie94([50, 0, 0], [50, 30, 0])
    30.0
    """
    options = _APPLICATIONS.get(application)
    if options is None:
        msg = f"delta_e_cie94: expected an application out of {', '.join(_APPLICATIONS)}, got {application!r}"
        raise ValueError(msg)
    return _call_in_kind(
        "delta_e_cie94",
        partial(_difference.delta_e_cie94, options=options),
        lab1,
        lab2,
    )


def delta_e_cmc(
    lab1: npt.ArrayLike,
    lab2: npt.ArrayLike,
    *,
    l: float = _CMC.l,  # noqa: E741
    c: float = _CMC.c,
) -> float | Floats | SingleFloats:
    """CMC l:c. Not symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        The standard: it sets the tolerances.
    lab2 : array_like, shape (..., 3)
        The batch.
    l, c : float
        Weights: 2 and 1 for acceptability, 1 and 1 for perceptibility.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    Clarke, McDonald & Rigg 1984 [clarke1984].

    Examples
    --------
    >>> round(delta_e_cmc([50, 12, 16], [50, 15, 20]), 4)
    3.032
    """
    options = _difference.CmcOptions()
    options.l, options.c = l, c
    return _call_in_kind(
        "delta_e_cmc",
        partial(_difference.delta_e_cmc, options=options),
        lab1,
        lab2,
    )


def delta_e_cie76(lab1: npt.ArrayLike, lab2: npt.ArrayLike) -> float | Floats | SingleFloats:
    """CIE76: the distance in Lab. Symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        One color.
    lab2 : array_like, shape (..., 3)
        The other.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    CIE 015:2018 [cie015].

    Examples
    --------
    >>> delta_e_cie76([50, 10, -10], [52, 13, -4])
    7.0
    """
    return _call_in_kind("delta_e_cie76", _difference.delta_e_cie76, lab1, lab2)


def delta_e_hyab(lab1: npt.ArrayLike, lab2: npt.ArrayLike) -> float | Floats | SingleFloats:
    """HyAB: lightness difference plus chromatic distance, for large differences. Symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        One color.
    lab2 : array_like, shape (..., 3)
        The other.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    Abasi, Tehran & Fairchild 2020 [abasi2020].

    Examples
    --------
    >>> delta_e_hyab([50, 10, -10], [52, 13, -6])
    7.0
    """
    return _call_in_kind("delta_e_hyab", _difference.delta_e_hyab, lab1, lab2)


def delta_e_cam16_ucs(
    lab1: npt.ArrayLike,
    lab2: npt.ArrayLike,
    *,
    white: npt.ArrayLike = tuple(_CAM16.white),
    adapting_luminance_cd_m2: float = _CAM16.adapting_luminance_cd_m2,
    background_Y: float = _CAM16.background_Y,
    surround: str = "average",
    discount_illuminant: bool = _CAM16.discount_illuminant,
) -> float | Floats:
    """Distance in CAM16-UCS, the uniform space of an appearance model. Symmetric.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        One color.
    lab2 : array_like, shape (..., 3)
        The other.
    white : array_like, shape (3,)
        XYZ of the white that both colors are relative to, Y = 1.
    adapting_luminance_cd_m2 : float
        Luminance that the eye is adapted to. Default: 1000 lx on a grey of 20 %.
    background_Y : float
        Luminance factor behind the colors, 0 to 1.
    surround : {"average", "dim", "dark"}
        Average: surfaces in a lit room.
    discount_illuminant : bool
        Whether the eye is fully adapted to the white.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    Li et al. 2017 [li2017].

    Examples
    --------
    >>> round(delta_e_cam16_ucs([50, 0, 0], [50, 0, 0]), 4)
    0.0
    """
    conditions = _color.Cam16ViewingConditions()
    conditions.white = list(triple(white, "delta_e_cam16_ucs", "white"))
    conditions.adapting_luminance_cd_m2 = adapting_luminance_cd_m2
    conditions.background_Y = background_Y
    conditions.discount_illuminant = discount_illuminant
    if surround not in _SURROUNDS:
        msg = f"delta_e_cam16_ucs: expected a surround out of {', '.join(_SURROUNDS)}, got {surround!r}"
        raise ValueError(msg)
    conditions.surround = _SURROUNDS[surround]
    return _call(
        "delta_e_cam16_ucs",
        lambda standards, batch: _difference.delta_e_cam16_ucs(standards, batch, conditions),
        lab1,
        lab2,
    )


def delta_e(lab1: npt.ArrayLike, lab2: npt.ArrayLike, *, formula: str = "ciede2000") -> float | Floats:
    """Color difference by the name of a formula, with its default options.

    Parameters
    ----------
    lab1 : array_like, shape (..., 3)
        The standard: it sets the tolerances.
    lab2 : array_like, shape (..., 3)
        The batch.
    formula : str
        A name of `difference_formulas`.

    Returns
    -------
    float for two colors, else ndarray of the broadcast shape

    Raises
    ------
    ValueError
        For shapes that do not broadcast, or a last axis that is not 3.

    References
    ----------
    See the functions of the formulas.

    Examples
    --------
    >>> delta_e([50, 10, -10], [52, 13, -4], formula="cie76")
    7.0
    >>> [formula.name for formula in difference_formulas() if not formula.symmetric]
    ['cie94', 'cie94_textiles', 'cmc', 'cmc_1_1']
    """
    return _call(
        "delta_e",
        lambda standards, batch: _difference.delta_e(formula, standards, batch),
        lab1,
        lab2,
    )
