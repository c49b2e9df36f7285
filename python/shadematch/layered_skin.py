# SPDX-License-Identifier: Apache-2.0
"""Flat layers of tissue at one wavelength: the solver, and photons one by one as a second opinion."""

from collections.abc import Sequence

from shadematch._core import skin as _skin
from shadematch._core.skin import AddingDoublingOptions, MonteCarloOptions, TissueLayer

__all__ = ["MonteCarloOptions", "TissueLayer", "layered_reflectance", "monte_carlo_reflectance"]


def layered_reflectance(
    layers: Sequence[TissueLayer],
    *,
    ground: tuple[float, float],
    options: AddingDoublingOptions | None = None,
) -> float:
    """Reflectance of flat layers on an endless ground, by adding-doubling.

    Parameters
    ----------
    layers : sequence of TissueLayer
        From the surface downwards: absorption and reduced scattering in 1/cm, thickness in mm.
    ground : (float, float)
        Absorption (over 0) and reduced scattering below them, 1/cm.
    options : AddingDoublingOptions, optional
        Streams, refractive index, illumination, specular part.

    Returns
    -------
    float
        1 for the perfect diffuser.

    Raises
    ------
    ValueError
        For negative values or options outside their range.

    References
    ----------
    Prahl, van Gemert & Welch 1993 [prahl1993].

    Examples
    --------
    >>> from shadematch.layered_skin import TissueLayer, layered_reflectance
    >>> clear = TissueLayer(mua=0.5, musr=45, thickness_mm=0.1)
    >>> black = TissueLayer(mua=300.5, musr=45, thickness_mm=0.4)
    >>> round(layered_reflectance([clear, black], ground=(0.5, 45)), 3)
    0.093
    """
    options = AddingDoublingOptions() if options is None else options
    return _skin.layered_reflectance(layers, *ground, options)


def monte_carlo_reflectance(
    layers: Sequence[TissueLayer], *, ground: tuple[float, float], options: MonteCarloOptions | None = None
) -> tuple[float, float]:
    """Find the same by photons that are followed one by one: slow, for tests and benches.

    Parameters
    ----------
    layers : sequence of TissueLayer
        As of `layered_reflectance`, at most 16.
    ground : (float, float)
        As there.
    options : MonteCarloOptions, optional
        Seed, number of photons, refractive index (1: no surface), illumination, specular part.

    Returns
    -------
    reflectance, standard_error : float

    Raises
    ------
    ValueError
        For negative values or options outside their range.

    References
    ----------
    Wang, Jacques & Zheng 1995 [wang1995].

    Examples
    --------
    >>> from shadematch.layered_skin import MonteCarloOptions, monte_carlo_reflectance
    >>> R, se = monte_carlo_reflectance([], ground=(10, 90), options=MonteCarloOptions(refractive_index=1.5))
    >>> bool(abs(R + 0.04 - 0.26) < 4 * se), se < 0.001  # Giovanelli 1955 [giovanelli1955], with the surface
    (True, True)
    """
    options = MonteCarloOptions() if options is None else options
    return _skin.monte_carlo_reflectance(layers, *ground, options)
