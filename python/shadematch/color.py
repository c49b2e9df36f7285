# SPDX-License-Identifier: Apache-2.0
"""Color spaces: XYZ, CIE Lab, LCh, sRGB, chromatic adaptation, the typology angle of skin.

Lab is D50 / 2 degrees unless a white is given. Every function takes one color ``(3,)``, a table
``(n, 3)`` or an image ``(h, w, 3)`` and returns the same shape; NaN passes through.
"""

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows, triple
from shadematch._core import color as _color

__all__ = [
    "WHITE_D50",
    "WHITE_D65",
    "adapt",
    "ita",
    "ita_class",
    "lab_from_lch",
    "lab_from_srgb",
    "lab_from_xyz",
    "lch_from_lab",
    "linear_srgb_from_xyz",
    "srgb_from_lab",
    "xyz_from_lab",
    "xyz_from_linear_srgb",
]


def _constant(values: list[float]) -> Floats:
    array = np.array(values)
    array.setflags(write=False)
    return array


WHITE_D50: Floats = _constant(_color.WHITE_D50)
"""XYZ of the white of the ICC connection space (D50, 2 degrees), rounded as profiles store it."""

WHITE_D65: Floats = _constant(_color.WHITE_D65)
"""XYZ of CIE D65, 2 degrees."""


def lab_from_xyz(xyz: npt.ArrayLike, *, white: npt.ArrayLike = WHITE_D50) -> Floats:
    """CIE Lab of tristimulus values.

    Parameters
    ----------
    xyz : array_like, shape (..., 3)
        XYZ, Y = 1 for the perfect diffuser.
    white : array_like, shape (3,)
        XYZ of the white, Y = 1. Default: D50 of the ICC connection space.

    Returns
    -------
    ndarray, shape (..., 3)
        L*, a*, b*.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    CIE 015:2018 [cie015].

    Examples
    --------
    >>> lab_from_xyz([0.5, 0.5, 0.5]).round(2)
    array([ 76.07,   4.85, -10.52])
    """
    table, shape = rows(xyz, 3, "lab_from_xyz")
    return _color.lab_from_xyz(table, triple(white, "lab_from_xyz", "white")).reshape(*shape, 3)


def xyz_from_lab(lab: npt.ArrayLike, *, white: npt.ArrayLike = WHITE_D50) -> Floats:
    """Tristimulus values of CIE Lab; inverse of `lab_from_xyz`.

    Parameters
    ----------
    lab : array_like, shape (..., 3)
        L*, a*, b*.
    white : array_like, shape (3,)
        XYZ of the white, Y = 1. Default: D50 of the ICC connection space.

    Returns
    -------
    ndarray, shape (..., 3)
        XYZ, Y = 1 for the perfect diffuser.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    CIE 015:2018 [cie015].

    Examples
    --------
    >>> xyz_from_lab([50, 0, 0]).round(4)
    array([0.1776, 0.1842, 0.1519])
    """
    table, shape = rows(lab, 3, "xyz_from_lab")
    return _color.xyz_from_lab(table, triple(white, "xyz_from_lab", "white")).reshape(*shape, 3)


def lch_from_lab(lab: npt.ArrayLike) -> Floats:
    """Lightness, chroma and hue angle.

    Parameters
    ----------
    lab : array_like, shape (..., 3)
        L*, a*, b*.

    Returns
    -------
    ndarray, shape (..., 3)
        L*, C*, h with h in degrees in [0, 360), 0 for greys.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    CIE 015:2018 [cie015].

    Examples
    --------
    >>> lch_from_lab([50, 0, -20])
    array([ 50.,  20., 270.])
    """
    table, shape = rows(lab, 3, "lch_from_lab")
    return _color.lch_from_lab(table).reshape(*shape, 3)


def lab_from_lch(lch: npt.ArrayLike) -> Floats:
    """Lab of lightness, chroma and hue angle; inverse of `lch_from_lab`.

    Parameters
    ----------
    lch : array_like, shape (..., 3)
        L*, C*, h with h in degrees.

    Returns
    -------
    ndarray, shape (..., 3)
        L*, a*, b*.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    Examples
    --------
    >>> lab_from_lch([50, 20, 270]).round(6) + 0.0
    array([ 50.,   0., -20.])
    """
    table, shape = rows(lch, 3, "lab_from_lch")
    return _color.lab_from_lch(table).reshape(*shape, 3)


def srgb_from_lab(lab: npt.ArrayLike) -> Floats:
    """Code values to paint D50 Lab on a screen, clipped to the gamut channel by channel.

    Parameters
    ----------
    lab : array_like, shape (..., 3)
        L*, a*, b*, D50 / 2 degrees.

    Returns
    -------
    ndarray, shape (..., 3)
        R, G, B from 0 to 1, encoded.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    IEC 61966-2-1 [iec61966].

    Examples
    --------
    >>> srgb_from_lab([50, 0, 0]).round(4)
    array([0.4663, 0.4663, 0.4663])
    """
    table, shape = rows(lab, 3, "srgb_from_lab")
    return _color.srgb_from_lab(table).reshape(*shape, 3)


def lab_from_srgb(srgb: npt.ArrayLike) -> Floats:
    """D50 Lab of sRGB code values.

    Parameters
    ----------
    srgb : array_like, shape (..., 3)
        R, G, B from 0 to 1, encoded.

    Returns
    -------
    ndarray, shape (..., 3)
        L*, a*, b*, D50 / 2 degrees.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    IEC 61966-2-1 [iec61966].

    Examples
    --------
    >>> lab_from_srgb([1, 0, 0]).round(1)
    array([54.3, 80.8, 69.9])
    """
    table, shape = rows(srgb, 3, "lab_from_srgb")
    return _color.lab_from_srgb(table).reshape(*shape, 3)


def linear_srgb_from_xyz(xyz: npt.ArrayLike) -> Floats:
    """Linear sRGB of D50 XYZ, not clipped.

    Parameters
    ----------
    xyz : array_like, shape (..., 3)
        XYZ adapted to D50.

    Returns
    -------
    ndarray, shape (..., 3)
        Linear R, G, B; below 0 or above 1 outside the gamut.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    IEC 61966-2-1 [iec61966].

    Examples
    --------
    >>> linear_srgb_from_xyz(WHITE_D50).round(6)
    array([1., 1., 1.])
    """
    table, shape = rows(xyz, 3, "linear_srgb_from_xyz")
    return _color.linear_srgb_from_xyz(table).reshape(*shape, 3)


def xyz_from_linear_srgb(rgb: npt.ArrayLike) -> Floats:
    """D50 XYZ of linear sRGB.

    Parameters
    ----------
    rgb : array_like, shape (..., 3)
        Linear R, G, B.

    Returns
    -------
    ndarray, shape (..., 3)
        XYZ adapted to D50.

    Raises
    ------
    ValueError
        For an array whose last axis is not 3.

    References
    ----------
    IEC 61966-2-1 [iec61966].

    Examples
    --------
    >>> xyz_from_linear_srgb([1, 1, 1]).round(4)
    array([0.9642, 1.    , 0.8249])
    """
    table, shape = rows(rgb, 3, "xyz_from_linear_srgb")
    return _color.xyz_from_linear_srgb(table).reshape(*shape, 3)


def adapt(
    xyz: npt.ArrayLike,
    from_white: npt.ArrayLike,
    to_white: npt.ArrayLike,
    *,
    method: str = "bradford",
) -> Floats:
    """XYZ of the same appearance under another white: full von Kries adaptation.

    Parameters
    ----------
    xyz : array_like, shape (..., 3)
        Colors seen under `from_white`.
    from_white, to_white : array_like, shape (3,)
        XYZ of the whites, Y = 1; see `white_point`.
    method : {"bradford", "cat16"}
        The cone space in which the whites are scaled onto each other.

    Returns
    -------
    ndarray, shape (..., 3)

    Raises
    ------
    ValueError
        For another method, a white without positive cone responses, or a last axis that is not 3.

    References
    ----------
    Bradford as in ICC.1:2022 [icc2022]; CAT16 of Li et al. 2017 [li2017].

    Examples
    --------
    >>> adapt(WHITE_D65, WHITE_D65, WHITE_D50).round(4)
    array([0.9642, 1.    , 0.8249])
    """
    table, shape = rows(xyz, 3, "adapt")
    whites = triple(from_white, "adapt", "from_white"), triple(to_white, "adapt", "to_white")
    return _color.adapt(table, *whites, method).reshape(*shape, 3)


def ita(lab: npt.ArrayLike, *, white: npt.ArrayLike = WHITE_D50) -> float | Floats:
    """Individual typology angle of skin: arctan((L* - 50) / b*) of the Lab adapted to D65.

    Parameters
    ----------
    lab : array_like, shape (..., 3)
        L*, a*, b* relative to `white`.
    white : array_like, shape (3,)
        XYZ of the white, Y = 1. Default: D50 of the ICC connection space.

    Returns
    -------
    float for one color, else ndarray, shape (...)
        Degrees: large for light, negative for dark skin. NaN where the adapted b* is not above 0.

    References
    ----------
    Chardon, Cretois & Hourseau 1991 [chardon1991].

    Examples
    --------
    >>> round(ita([65, 10, 15], white=WHITE_D65), 6)
    45.0
    >>> ita_class(ita([62, 12, 18]))
    'intermediate'
    """
    table, shape = rows(lab, 3, "ita")
    angles = _color.ita(table, triple(white, "ita", "white"))
    return float(angles[0]) if not shape else angles.reshape(shape)


def ita_class(ita_degrees: float) -> str:
    """Class of a typology angle.

    Parameters
    ----------
    ita_degrees : float
        From `ita`.

    Returns
    -------
    str
        "very light" above 55, "light" above 41, "intermediate" above 28, "tan" above 10, "brown" above
        -30, else "dark".

    Raises
    ------
    ValueError
        For NaN.

    References
    ----------
    Chardon, Cretois & Hourseau 1991 [chardon1991]; "dark" after Del Bino & Bernerd 2013 [delbino2013].

    Examples
    --------
    >>> ita_class(45.0)
    'light'
    """
    return _color.ita_class(ita_degrees)
