# SPDX-License-Identifier: Apache-2.0
"""Skin, pigment in skin, and hair as reflectances of 36 bands (380 to 730 nm every 10 nm).

Every in-skin color is output of a model: no measured tattooed skin stands behind it.
"""

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows, triple
from shadematch._core import skin as _skin
from shadematch._core.skin import (
    AddingDoublingOptions,
    ClientSkin,
    HairParameters,
    Illumination,
    PigmentZone,
    SkinFitOptions,
    SkinParameters,
    random_coverage,
    regular_coverage,
)

__all__ = [
    "AddingDoublingOptions",
    "ClientSkin",
    "HairParameters",
    "Illumination",
    "PigmentZone",
    "SkinFitOptions",
    "SkinParameters",
    "SkinTable",
    "hair_reflectance",
    "pigment_optics",
    "pooled_reflectance",
    "random_coverage",
    "regular_coverage",
    "skin_from_lab",
    "skin_from_reflectance",
    "skin_reflectance",
]


def skin_reflectance(
    skin: SkinParameters, *, zone: PigmentZone | None = None, options: AddingDoublingOptions | None = None
) -> Floats:
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


def hair_reflectance(hair: HairParameters) -> Floats:
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


def pigment_optics(ci: str, diameter_nm: float) -> tuple[Floats, Floats]:
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
) -> Floats:
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


def skin_from_lab(lab: npt.ArrayLike, *, options: SkinFitOptions | None = None) -> ClientSkin:
    """Skin of a client from the measured color of it.

    Fits melanosome fraction, blood fraction and scattering; what the model misses becomes a smooth factor
    on every reflectance, so that the bare skin has exactly the color given.

    Parameters
    ----------
    lab : array_like, shape (3,)
        CIE Lab, D50, 2 degrees, without the mirrored part of the light.
    options : SkinFitOptions, optional
        Oxygen saturation and scattering exponent, which a color does not tell, and the weight of the priors.

    Returns
    -------
    ClientSkin
        ``parameters``, ``residual`` (36 factors), ``lab``, ``model_delta_e`` (how far the model without the
        residual is), ``resembles_skin``, ``reflectance(zone=None)``. In-skin colors are model values.

    Raises
    ------
    ValueError
        For a color that no skin has, saying how far it is from the nearest.

    References
    ----------
    Layers and absorbers: Jacques 1998, 2013 [jacques1998] [jacques2013].

    Examples
    --------
    >>> from shadematch.skin import skin_from_lab
    >>> from shadematch.spectrum import lab_from_reflectance
    >>> client = skin_from_lab([59.2, 11.6, 15.1])
    >>> client.resembles_skin, lab_from_reflectance(client.reflectance()).round(2)
    (True, array([59.2, 11.6, 15.1]))
    """
    options = SkinFitOptions() if options is None else options
    return _skin.skin_from_lab(*triple(lab, "skin_from_lab", "a Lab"), options)


def skin_from_reflectance(reflectance: npt.ArrayLike, *, options: SkinFitOptions | None = None) -> ClientSkin:
    """Skin of a client from the measured spectrum of it.

    Fits melanosome fraction, blood fraction, oxygen saturation and both numbers of scattering to the cube
    roots.

    Parameters
    ----------
    reflectance : array_like, shape (36,)
        Over 0, up to 1.2.
    options : SkinFitOptions, optional
        Solver (specular part, illumination) and the weight of the priors.

    Returns
    -------
    ClientSkin
        As of `skin_from_lab`; the residual is measured over fitted.

    Raises
    ------
    ValueError
        Naming the band with a value outside the range.

    Examples
    --------
    >>> from shadematch.skin import SkinParameters, skin_from_reflectance, skin_reflectance
    >>> measured = skin_reflectance(SkinParameters(blood_fraction=0.03))
    >>> client = skin_from_reflectance(measured)
    >>> round(client.parameters.blood_fraction, 3), round(client.model_delta_e, 1)
    (0.03, 0.0)
    """
    options = SkinFitOptions() if options is None else options
    table, shape = rows(reflectance, 36, "skin_from_reflectance")
    if shape != ():
        msg = f"skin_from_reflectance: expected one reflectance of shape (36,), got {np.shape(reflectance)}"
        raise ValueError(msg)
    return _skin.skin_from_reflectance(table[0].tolist(), options)


class SkinTable:
    """Reflectances of one client's skin over any pigment at one depth, as fast as a search needs them.

    Within 0.01 CIEDE2000 of ``client.reflectance(zone)``; made in some 75 ms, 2 microseconds a mix.

    Parameters
    ----------
    client : ClientSkin
        Of `skin_from_lab` or `skin_from_reflectance`.
    depth_mm, thickness_mm : float
        Clear dermis above the zone of pigment, and the zone, 0 to 5.

    Raises
    ------
    ValueError
        For a size outside its range.

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.skin import SkinTable, pigment_optics, skin_from_lab
    >>> table = SkinTable(skin_from_lab([59.2, 11.6, 15.1]), depth_mm=0.1, thickness_mm=0.4)
    >>> mua, musr = pigment_optics("77266", 200.0)
    >>> table.reflectance(np.outer([1e-4, 1e-3], mua), np.outer([1e-4, 1e-3], musr)).shape
    (2, 36)
    """

    def __init__(self, client: ClientSkin, *, depth_mm: float, thickness_mm: float) -> None:
        self._table = _skin.SkinTable(client, depth_mm, thickness_mm)

    @property
    def depth_mm(self) -> float:
        """Clear dermis above the zone."""
        return self._table.depth_mm

    @property
    def thickness_mm(self) -> float:
        """Thickness of the zone."""
        return self._table.thickness_mm

    def reflectance(self, mua: npt.ArrayLike, musr: npt.ArrayLike) -> Floats:
        """Reflectance over a pigment with that absorption and reduced scattering in the skin.

        Parameters
        ----------
        mua, musr : array_like, shape (..., 36)
            1/cm, the pigment's own, >= 0; what exceeds 2000 counts as 2000.

        Returns
        -------
        ndarray, shape (..., 36)

        Raises
        ------
        ValueError
            For a negative one, naming its wavelength.
        """
        absorption, shape = rows(mua, 36, "SkinTable")
        scattering, _ = rows(musr, 36, "SkinTable")
        return self._table.reflectance(absorption, scattering).reshape(*shape, 36)
