# SPDX-License-Identifier: Apache-2.0
"""Uneven light: told by a flat card or by white paper, and divided out of a photograph."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shadematch._core import light as _light
from shadematch._core.light import LightEvidence, LightField, LightResponse
from shadematch._core.photo import Photo
from shadematch.chart import chart_from_corners, find_chart
from shadematch.region import region_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    import numpy.typing as npt

    from shadematch.chart import Chart, ChartDefinition
    from shadematch.region import RegionLike

__all__ = [
    "EvenLight",
    "LightEvidence",
    "LightField",
    "LightResponse",
    "even_light",
    "fit_light_field",
    "flatten",
    "light_from_flat",
    "light_from_paper",
    "load_light_field",
]


@dataclass(frozen=True, eq=False)
class EvenLight:
    """A photograph with its uneven light divided out, and its chart.

    Attributes
    ----------
    photo : Photo
        ``photo.flattened_by`` is the `LightField`.
    chart : Chart
        For :func:`shadematch.calibrate`.
    """

    photo: Photo
    chart: "Chart"


def light_from_flat(flat: Photo) -> LightEvidence:
    """Read the light off a white or gray card that fills the frame.

    Parameters
    ----------
    flat : Photo
        Same camera, light and zoom as the photograph to measure; nothing clipped.

    Returns
    -------
    LightEvidence
        For :func:`even_light` or :func:`fit_light_field`.

    Raises
    ------
    MeasurementRefused
        ``flat_gray``, ``flat_clipped``, ``flat_dark``, ``flat_colored`` or ``flat_texture``.

    Examples
    --------
    >>> import numpy as np
    >>> import shadematch as sm
    >>> fall = np.linspace(0.6, 0.3, 240, dtype=np.float32)[None, :, None]
    >>> flat = sm.photo_from_array(np.broadcast_to(fall, (160, 240, 3)), encoding="linear-srgb")
    >>> field = sm.fit_light_field(sm.light_from_flat(flat))
    >>> round(field.light_ratio(), 2)
    2.0
    """
    return _light.light_from_flat(flat)


def light_from_paper(photo: Photo, areas: "Sequence[RegionLike]") -> LightEvidence:
    """Read the light off areas of one white paper in the photograph itself.

    Parameters
    ----------
    photo : Photo
    areas : sequence of regions
        Three or more, as in :func:`shadematch.measure`; around chart and scalp, not in a row.

    Raises
    ------
    MeasurementRefused
        ``paper_few``, ``paper_small``, ``paper_clipped``, ``paper_dark``, ``paper_texture`` or
        ``paper_differs``.
    ValueError
        For a region outside the photograph.
    """
    found = [region_of(area, photo.width, photo.height, who="light_from_paper") for area in areas]
    return _light.light_from_paper(photo, found)


def fit_light_field(evidence: LightEvidence, *, response: LightResponse | None = None) -> LightField:
    """Fit the light field behind the evidence.

    Parameters
    ----------
    evidence : LightEvidence
    response : LightResponse, optional
        Of the camera; None takes decoded values for light, which is right for raw files and for photographs
        without a tone curve. :func:`even_light` finds it by the chart's neutrals.

    Raises
    ------
    MeasurementRefused
        ``flat_edges``: something lies on the card, or it does not fill the frame; ``flat_uneven``: light
        beyond 8 : 1; ``paper_disagrees``: an area is another paper, bent or in shade.
    """
    return _light.fit_light_field(evidence, LightResponse() if response is None else response)


def flatten(photo: Photo, field: LightField) -> Photo:
    """Divide a light field out of a photograph, in scene-linear light.

    Clipping flags are kept. Where the field is 1, values keep their bits.

    Raises
    ------
    ValueError
        For a photograph of another size than the field's, or one that was flattened before.

    Examples
    --------
    >>> import numpy as np
    >>> import shadematch as sm
    >>> fall = np.linspace(0.6, 0.3, 240, dtype=np.float32)[None, :, None]
    >>> flat = sm.photo_from_array(np.broadcast_to(fall, (160, 240, 3)), encoding="linear-srgb")
    >>> even = sm.flatten(flat, sm.fit_light_field(sm.light_from_flat(flat)))
    >>> bool(np.ptp(even.rgb) < 0.005)
    True
    """
    return _light.flatten(photo, field)


def even_light(
    photo: Photo,
    evidence: LightEvidence,
    chart: "str | ChartDefinition" = "colorchecker-classic",
    *,
    edition: str = "",
    corners: "npt.ArrayLike | None" = None,
    time_limit_s: float | None = None,
) -> EvenLight:
    """Divide uneven light out of a photograph and find its chart.

    A camera's tone curve makes decoded values no light: the response of the camera is found by the chart's
    neutrals, and the light is divided out where it is light.

    Parameters
    ----------
    photo : Photo
        As it was taken, with the chart.
    evidence : LightEvidence
        Of :func:`light_from_flat` or :func:`light_from_paper`.
    chart, edition, time_limit_s
        As in :func:`shadematch.find_chart`.
    corners : array (4, 2), optional
        As in :func:`shadematch.chart_from_corners`.

    Returns
    -------
    EvenLight

    Raises
    ------
    ChartNotFound, MeasurementRefused
        As the functions named.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.simulate import draw_design, flat_photo, render
    >>> design = draw_design(1, width=800, height=600, gradient=(0.6, 0.0, 0.0))
    >>> flat = sm.read_photo(flat_photo(design))
    >>> even = sm.even_light(sm.read_photo(render(design).jpeg), sm.light_from_flat(flat))
    >>> calibration = sm.calibrate(even.chart)
    >>> lab = calibration.to_lab(even.photo)
    """

    def find(version: Photo) -> "Chart":
        if corners is None:
            return find_chart(version, chart, edition=edition, time_limit_s=time_limit_s)
        return chart_from_corners(version, chart, corners, edition=edition)

    core = _light.even_light(photo, evidence, find)
    return EvenLight(core.photo, core.chart)


def load_light_field(path: "str | PathLike[str]") -> LightField:
    """Read a file that holds ``LightField.to_json()``.

    Raises
    ------
    OSError
        If the file cannot be read.
    InvalidDocument
        With the place in the document, what was expected and what came.
    """
    return _light.parse_light_field(Path(path).read_bytes(), str(path))
