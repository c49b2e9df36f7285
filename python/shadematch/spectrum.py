# SPDX-License-Identifier: Apache-2.0
"""Lights, observers and the way from a reflectance to a color.

Reflectances have 36 bands, 380 to 730 nm every 10 nm, 1 for the perfect diffuser.
"""

import functools
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows
from shadematch._core import spectrum as _spectrum
from shadematch._core.spectrum import ColorimetricWeights, Illuminant, illuminant, illuminant_names

__all__ = [
    "BAND_NM",
    "ColorimetricWeights",
    "Illuminant",
    "colorimetric_weights",
    "daylight_illuminant",
    "illuminant",
    "illuminant_names",
    "lab_from_reflectance",
    "planckian_illuminant",
    "reflectance_from_readings",
    "reflectance_from_spectrum",
    "smoothest_reflectance",
    "white_point",
    "xyz_from_reflectance",
]

Light: TypeAlias = str | Illuminant

BAND_NM: Floats = np.array(
    [_spectrum.FIRST_BAND_NM + _spectrum.BAND_STEP_NM * band for band in range(_spectrum.BAND_COUNT)]
)
"""Wavelengths of the 36 bands in nm."""
BAND_NM.setflags(write=False)


def daylight_illuminant(correlated_color_temperature_kelvin: float) -> Illuminant:
    """CIE daylight of a correlated color temperature.

    Parameters
    ----------
    correlated_color_temperature_kelvin : float
        4000 to 25000. CIE D65 is 6500 * 1.4388 / 1.438.

    Raises
    ------
    ValueError
        Outside the range of the formula.

    References
    ----------
    CIE 015:2018 [cie015].

    Examples
    --------
    >>> daylight_illuminant(6504).name
    'Daylight 6504 K'

    """
    return _spectrum.daylight_illuminant(correlated_color_temperature_kelvin)


def planckian_illuminant(temperature_kelvin: float) -> Illuminant:
    """Light of a black body, 1 at 560 nm.

    Parameters
    ----------
    temperature_kelvin : float
        1000 to 100000.

    Raises
    ------
    ValueError
        Outside that range.

    Examples
    --------
    >>> planckian_illuminant(2700).name
    'Planckian 2700 K'

    """
    return _spectrum.planckian_illuminant(temperature_kelvin)


@functools.lru_cache(maxsize=64)
def _named_weights(name: str, observer: int) -> ColorimetricWeights:
    return _spectrum.colorimetric_weights(illuminant(name), observer)


def colorimetric_weights(*, illuminant: Light = "D50", observer: int = 2) -> ColorimetricWeights:
    """Weights that turn the 36 bands of a reflectance into XYZ: ``xyz = reflectance @ weights.w``.

    Parameters
    ----------
    illuminant : str or Illuminant
        A CIE name (see `illuminant_names`) or a light of your own.
    observer : {2, 10}
        Field of view in degrees: CIE 1931 or CIE 1964.

    Returns
    -------
    ColorimetricWeights
        ``w`` has shape (36, 3); ``white_point`` is XYZ of the perfect diffuser, Y = 1.

    Raises
    ------
    ValueError
        For an unknown name, another observer, or a light with negative or no visible power.

    Examples
    --------
    >>> colorimetric_weights(illuminant="D65").w.shape
    (36, 3)

    """
    if isinstance(illuminant, str):
        return _named_weights(illuminant, observer)
    return _spectrum.colorimetric_weights(illuminant, observer)


def white_point(illuminant: Light = "D50", *, observer: int = 2) -> Floats:
    """XYZ of the perfect diffuser under a light.

    Parameters
    ----------
    illuminant : str or Illuminant
        A CIE name or a light of your own.
    observer : {2, 10}
        Field of view in degrees.

    Returns
    -------
    ndarray, shape (3,)
        Y = 1.

    Examples
    --------
    >>> white_point("D65").round(4)
    array([0.9504, 1.    , 1.0886])

    """
    return np.array(colorimetric_weights(illuminant=illuminant, observer=observer).white_point)


def xyz_from_reflectance(
    reflectance: npt.ArrayLike, *, illuminant: Light = "D50", observer: int = 2
) -> Floats:
    """XYZ of surfaces under a light.

    Parameters
    ----------
    reflectance : array_like, shape (..., 36)
        0 to 1, 380 to 730 nm every 10 nm. NaN passes through.
    illuminant : str or Illuminant
        A CIE name or a light of your own.
    observer : {2, 10}
        Field of view in degrees.

    Returns
    -------
    ndarray, shape (..., 3)
        Y = 1 for the perfect diffuser.

    Raises
    ------
    ValueError
        For another number of bands, or as in `colorimetric_weights`.

    Examples
    --------
    >>> xyz_from_reflectance(np.full(36, 0.5), illuminant="A").round(4)
    array([0.5492, 0.5   , 0.1779])

    """
    table, shape = rows(reflectance, _spectrum.BAND_COUNT, "xyz_from_reflectance")
    weights = colorimetric_weights(illuminant=illuminant, observer=observer)
    return _spectrum.xyz_from_reflectance(table, weights).reshape(*shape, 3)


def lab_from_reflectance(
    reflectance: npt.ArrayLike, *, illuminant: Light = "D50", observer: int = 2
) -> Floats:
    """CIE Lab of surfaces under a light, relative to the white point of that light.

    Parameters
    ----------
    reflectance : array_like, shape (..., 36)
        0 to 1, 380 to 730 nm every 10 nm. NaN passes through.
    illuminant : str or Illuminant
        A CIE name or a light of your own.
    observer : {2, 10}
        Field of view in degrees.

    Returns
    -------
    ndarray, shape (..., 3)

    Examples
    --------
    >>> lab_from_reflectance(np.full(36, 0.184), illuminant="LED-B3").round(2) + 0.0
    array([49.98,  0.  ,  0.  ])

    """
    table, shape = rows(reflectance, _spectrum.BAND_COUNT, "lab_from_reflectance")
    weights = colorimetric_weights(illuminant=illuminant, observer=observer)
    return _spectrum.lab_from_reflectance(table, weights).reshape(*shape, 3)


def reflectance_from_spectrum(values: npt.ArrayLike, *, first_nm: float, step_nm: float) -> Floats:
    """Bring a measured spectrum to the 36 bands: linear interpolation, end values held.

    Parameters
    ----------
    values : array_like, shape (n,)
        Reflectance factor at equal steps of wavelength.
    first_nm, step_nm : float
        Wavelength of the first value and the step, in nm.

    Returns
    -------
    ndarray, shape (36,)

    Examples
    --------
    >>> reflectance_from_spectrum([0.2, 0.4], first_nm=400, step_nm=300)[[0, 2, 17, 35]].round(3)
    array([0.2, 0.2, 0.3, 0.4])

    """
    return _spectrum.reflectance_from_spectrum(first_nm, step_nm, np.asarray(values, dtype=float).tolist())


def reflectance_from_readings(wavelengths_nm: npt.ArrayLike, R: npt.ArrayLike) -> Floats:
    """Bring an instrument's readings to the 36 bands; what cannot be a spectrum is refused.

    Parameters
    ----------
    wavelengths_nm : array_like, shape (n,)
        Rising, at most 20 nm apart, from 400 or less to 700 or more.
    R : array_like, shape (n,)
        Reflectance factor, 0 to 1.2.

    Returns
    -------
    ndarray, shape (36,)

    Raises
    ------
    ValueError
        For wavelengths out of order, a gap, a reading outside 0 to 1.2, naming it.

    Examples
    --------
    >>> reflectance_from_readings(np.arange(400, 701, 20), np.linspace(0.2, 0.5, 16))[[0, 17, 35]].round(3)
    array([0.2 , 0.35, 0.5 ])
    """
    return np.array(
        _spectrum.reflectance_from_readings(
            np.asarray(wavelengths_nm, float).tolist(), np.asarray(R, float).tolist()
        )
    )


def smoothest_reflectance(lab: npt.ArrayLike, *, illuminant: "Light" = "D50", observer: int = 2) -> Floats:
    """Return the smoothest reflectance that has a color: one of many, where nothing but the color is known.

    Parameters
    ----------
    lab : array_like, shape (3,)
        Under `illuminant`, relative to its white.
    illuminant : str or Illuminant
    observer : {2, 10}

    Returns
    -------
    ndarray, shape (36,)
        Above 0, below 1.

    Raises
    ------
    ValueError
        For a color that no surface has.

    References
    ----------
    Burns 2020 [burns2020].

    Examples
    --------
    >>> float(smoothest_reflectance([50, 0, 0])[0].round(3))
    0.184
    """
    L, a, b = np.asarray(lab, float).tolist()
    weights = colorimetric_weights(illuminant=illuminant, observer=observer)
    return np.array(_spectrum.smoothest_reflectance(L, a, b, weights))
