# SPDX-License-Identifier: Apache-2.0
"""Skin, pigment in skin, and hair as reflectances of 36 bands (380 to 730 nm every 10 nm).

Every in-skin color is output of a model: no measured tattooed skin stands behind it.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shadematch._core import skin as _skin
from shadematch._core.skin import (
    AddingDoublingOptions,
    HairParameters,
    Illumination,
    PigmentZone,
    SkinParameters,
    random_coverage,
    regular_coverage,
)

if TYPE_CHECKING:
    from shadematch._broadcast import Floats

__all__ = [
    "AddingDoublingOptions",
    "HairParameters",
    "Illumination",
    "PigmentZone",
    "SkinParameters",
    "hair_reflectance",
    "pigment_optics",
    "pooled_reflectance",
    "random_coverage",
    "regular_coverage",
    "skin_reflectance",
]


def skin_reflectance(
    skin: SkinParameters, *, zone: PigmentZone | None = None, options: AddingDoublingOptions | None = None
) -> "Floats":
    """Reflectance of layered skin, bare or with a zone of pigment in the dermis.

    Parameters
    ----------
    skin : SkinParameters
        Volume fractions 0 to 1, scattering in 1/cm at 500 nm, thickness in mm.
    zone : PigmentZone, optional
        Pigment's own absorption and reduced scattering, 36 values each in 1/cm, depth and thickness in mm.
    options : AddingDoublingOptions, optional
        Streams, refractive index, illumination, specular part.

    Returns
    -------
    ndarray, shape (36,)
        Reflectance, 1 for the perfect diffuser; a model value.

    Raises
    ------
    ValueError
        Naming the parameter outside its physical range.

    References
    ----------
    Layers and absorbers: Jacques 1998, 2013 [jacques1998] [jacques2013]; solver: Prahl, van Gemert & Welch
    1993 [prahl1993].

    Examples
    --------
    >>> from shadematch.skin import SkinParameters, skin_reflectance
    >>> bare = skin_reflectance(SkinParameters(melanosome_fraction=0.022, scattering_A=55))
    >>> bare.shape, round(float(bare[17]), 4)
    ((36,), 0.2023)
    """
    options = AddingDoublingOptions() if options is None else options
    if zone is None:
        return np.array(_skin.skin_reflectance(skin, options))
    return np.array(_skin.pigmented_skin_reflectance(skin, zone, options))


def hair_reflectance(hair: HairParameters) -> "Floats":
    """Reflectance of an opaque lock of hair without its mirrored shine.

    Parameters
    ----------
    hair : HairParameters
        `melanin` 0 to 300 (black about 200, dark brown 33, blond 1 to 3), shares 0 to 1.

    Returns
    -------
    ndarray, shape (36,)
        Reflectance, 1 for the perfect diffuser; a model value.

    Raises
    ------
    ValueError
        Naming the parameter outside its range.

    References
    ----------
    Wavelength powers of the melanins: Donner & Jensen 2006 [donner2006].

    Examples
    --------
    >>> from shadematch.skin import HairParameters, hair_reflectance
    >>> black = hair_reflectance(HairParameters(melanin=200, pheomelanin_share=0))
    >>> bool((black < 0.05).all())
    True
    """
    return np.array(_skin.hair_reflectance(hair))


def pigment_optics(ci: str, diameter_nm: float) -> "tuple[Floats, Floats]":
    """Absorption and reduced scattering of a pigment per unit volume fraction.

    Parameters
    ----------
    ci : str
        "77266", "77491", "77499" or "77891".
    diameter_nm : float
        Size of the spheres, within the tabulated sizes of that pigment.

    Returns
    -------
    mua, musr : ndarray, shape (36,)
        1/cm for a volume fraction of 1; ideal spheres by Mie theory, no product.

    Raises
    ------
    ValueError
        For another CI number or size.

    Examples
    --------
    >>> from shadematch.skin import pigment_optics
    >>> mua, musr = pigment_optics("77891", 300.0)
    >>> round(float(mua.max()), 6), bool((musr > 0).all())
    (0.0, True)
    """
    mua, musr = _skin.pigment_optics(ci, diameter_nm)
    return np.array(mua), np.array(musr)


def pooled_reflectance(
    skin: npt.ArrayLike, dot: npt.ArrayLike, coverage: float, *, yule_nielsen_n: float = 1.0
) -> "Floats":
    """Reflectance that the eye pools from dots (or hair) on skin.

    Parameters
    ----------
    skin, dot : array_like, shape (36,)
        Reflectances of the two areas.
    coverage : float
        Area fraction of `dot`, 0 to 1.
    yule_nielsen_n : float
        1 (no light spreads sideways, Murray-Davies) to 2 (full spread); up to 10 is taken.

    Returns
    -------
    ndarray, shape (36,)

    Raises
    ------
    ValueError
        For a coverage or n outside its range.

    References
    ----------
    Yule & Nielsen 1951 [yule1951].

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.skin import pooled_reflectance
    >>> float(pooled_reflectance(np.full(36, 0.5), np.full(36, 0.1), 0.25)[0])
    0.4
    """
    return np.array(
        _skin.pooled_reflectance(
            np.asarray(skin, float).tolist(), np.asarray(dot, float).tolist(), coverage, yule_nielsen_n
        )
    )
