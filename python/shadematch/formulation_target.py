# SPDX-License-Identifier: Apache-2.0
"""Where a mix is looked at, and what it should look like."""

from typing import Any

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch._core import formulate as _formulate
from shadematch._core import match as _match
from shadematch._core.formulate import (
    FilmMedium,
    FormulationTarget,
    Medium,
    SkinMedium,
)
from shadematch._core.skin import ZONE_THICKNESS_MM, ClientSkin, Healing
from shadematch.film import FilmSurface
from shadematch.match import HasUncertainty
from shadematch.spectrum import reflectance_from_readings

Target = FormulationTarget | HasUncertainty | npt.ArrayLike | tuple[npt.ArrayLike, npt.ArrayLike]


def film_on_card(card: float | npt.ArrayLike = 0.85, *, surface: FilmSurface | None = None) -> FilmMedium:
    """Make the medium of a film on a card.

    Parameters
    ----------
    card : float or array_like, shape (36,)
        Reading of the bare card, 0 to 1.
    surface : FilmSurface, optional
        `Catalogue.film_surface` tells the one that fitted stocks want.

    Returns
    -------
    FilmMedium
    """
    reading = np.asarray(card, float)
    if reading.shape not in ((), (36,)):
        raise ValueError(
            "film_on_card: expected one reflectance or those of 36 bands (380 to 730 nm), "
            f"got shape {reading.shape}"
        )
    reading = np.broadcast_to(reading, (36,))
    return FilmMedium(reading.tolist(), FilmSurface() if surface is None else surface)


def healed_skin(
    client: ClientSkin,
    *,
    healing: Healing | None = None,
    thickness_mm: float = ZONE_THICKNESS_MM,
    between_dots: npt.ArrayLike | None = None,
) -> SkinMedium:
    """Make the medium of healed dots in a client's skin, pooled with the skin between them.

    Parameters
    ----------
    client : ClientSkin
        From `skin_from_lab` or `skin_from_reflectance`.
    healing : Healing, optional
        Retention, depth, uptake and spread of light. Not given: a prior, not a measurement; a clinic's own is
        what `shadematch.healing.update_healing` or ``shadematch skin fit`` makes of its photographs.
    thickness_mm : float
        Of the pigment zone, above 0 to 5.
    between_dots : array_like, shape (36,), optional
        Reflectance of what shows between the dots if it is not the bare skin: a scar, earlier dots.

    Returns
    -------
    SkinMedium
        Takes some 75 ms: make it once for a client.
    """
    known = Healing() if healing is None else healing
    if between_dots is None:
        return SkinMedium(client, known, thickness_mm)
    return SkinMedium(client, np.asarray(between_dots, float).tolist(), known, thickness_mm)


def hair_field(
    skin: npt.ArrayLike,
    hair: npt.ArrayLike,
    *,
    coverage: float,
    yule_nielsen_n: float = Healing().yule_nielsen_n,
    measured: HasUncertainty | npt.ArrayLike | None = None,
) -> FormulationTarget:
    """Make the target of a field of shaved hair, pooled by the eye as the dots will be.

    Parameters
    ----------
    skin, hair : array_like, shape (36,)
        Reflectances.
    coverage : float
        Area fraction of hair, 0 to 1.
    yule_nielsen_n : float
    measured : Reading or array_like, shape (3,), optional
        Color of the whole field if it was measured; the pooled spectrum is bent to it.

    Returns
    -------
    FormulationTarget
    """
    color = None if measured is None else _match.MeasuredLab(*lab_of(measured))
    both = [np.asarray(each, float).tolist() for each in (skin, hair)]
    return _formulate.target_hair_field(both[0], both[1], coverage, yule_nielsen_n, color)


def medium_of(medium: Medium | ClientSkin) -> Medium:
    """Take a medium, or the skin of a client as one."""
    if isinstance(medium, ClientSkin):
        return healed_skin(medium)
    if not isinstance(medium, Medium):
        got = type(medium).__name__
        raise TypeError(f"formulate: expected film_on_card(...) or healed_skin(...) as medium, got {got}")
    return medium


def color_of(color: Any) -> tuple[Floats, Floats]:
    """Take Lab and covariance of a reading; those of plain numbers are unknown, 0."""
    if isinstance(color, HasUncertainty):
        return np.asarray(color.lab, float), np.asarray(color.covariance, float)
    values = np.asarray(color, float)
    if not np.isfinite(values).all():
        raise ValueError(f"formulate: expected finite numbers as a color, got {values.tolist()}")
    return values, np.zeros((3, 3))


def lab_of(color: Any) -> tuple[Floats, Floats]:
    """Take Lab and covariance of a reading or of three numbers."""
    lab, covariance = color_of(color)
    if lab.shape != (3,):
        raise ValueError(f"formulate: expected a Lab of three numbers, got shape {lab.shape}")
    return lab, covariance


def _of_lab(lab: Floats, covariance: Floats, medium: Medium) -> FormulationTarget:
    """Bend the skin to the color where there is skin: it has the bands of blood that the field keeps."""
    if not isinstance(medium, SkinMedium):
        return _formulate.target_from_lab(lab, covariance)
    try:
        color = _match.MeasuredLab(lab, covariance)
        bent = _formulate.target_hair_field(medium.ground, medium.ground, 0.0, 1.0, color)
    except ValueError:  # no skin has that color
        return _formulate.target_from_lab(lab, covariance)
    bent.kind = "lab"
    return bent


def target_of(target: Target, medium: Medium) -> FormulationTarget:
    """Take a target in any of its forms."""
    if isinstance(target, FormulationTarget):
        return target
    if isinstance(target, tuple) and len(target) == 2:
        first, second = (np.asarray(each, float) for each in target)
        if first.shape == (3,) and second.shape == (3, 3):
            return _of_lab(first, second, medium)
        return _formulate.target_from_reflectance(reflectance_from_readings(first, second), np.zeros((3, 3)))
    values, covariance = color_of(target)
    if values.shape == (3,):
        return _of_lab(values, covariance, medium)
    if values.shape == (36,):
        return _formulate.target_from_reflectance(values.tolist(), covariance)
    raise ValueError(
        f"formulate: expected a target of shape (3,) (Lab) or (36,) (reflectance), got {values.shape}"
    )
