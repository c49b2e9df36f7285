# SPDX-License-Identifier: Apache-2.0
"""From a photograph to a ranking in one call."""

import os
from typing import TYPE_CHECKING, Any

from shadematch.camera import calibrate
from shadematch.chart import find_chart
from shadematch.match import Ranking, match
from shadematch.photo import read_photo
from shadematch.pigment import Catalogue
from shadematch.region import measure

if TYPE_CHECKING:
    from shadematch.chart import ChartDefinition
    from shadematch.region import RegionLike


def match_photo(
    photo: str | os.PathLike[str] | bytes,
    catalogue: Catalogue,
    *,
    hair: "RegionLike | None" = None,
    scalp: "RegionLike | None" = None,
    chart: "str | ChartDefinition" = "colorchecker-classic",
    edition: str = "",
    time_limit_s: float | None = None,
    rung: str = "auto",
    **options: Any,
) -> Ranking:
    """Read a photograph, find its chart, calibrate, measure and rank.

    The same as ``read_photo``, ``find_chart``, ``calibrate``, ``to_lab``, ``measure`` and ``match`` one after
    the other, byte for byte.

    Parameters
    ----------
    photo : path or bytes
        A photograph that shows the chart.
    catalogue : Catalogue
    hair, scalp : region, optional
        Polygon [(x, y), ...], rectangle (x, y, w, h), or mask (h, w) of bool, in pixels of the
        upright photograph.
    chart, edition, time_limit_s
        As in :func:`shadematch.find_chart`.
    rung : str
        As in :func:`shadematch.calibrate`.
    **options
        As in :func:`shadematch.match`: ``target``, ``formula``, ``top``, constraints.

    Returns
    -------
    Ranking

    Raises
    ------
    UnsupportedImage, LimitExceeded, ChartNotFound, MeasurementRefused
        Each with the reason.
    ValueError
        For a region outside the photograph or wrong options.

    Examples
    --------
    >>> import shadematch as sm
    >>> from importlib.resources import files
    >>> photo = (files("shadematch") / "data" / "demo" / "demo_scalp.jpg").read_bytes()
    >>> ranking = sm.match_photo(
    ...     photo, sm.bundled_catalogue(), hair=(180, 220, 80, 80), scalp=(440, 888, 326, 240), top=3
    ... )
    >>> [match.lab_source for match in ranking.matches]
    ['model', 'model', 'model']
    """
    image = read_photo(photo)
    found = find_chart(image, chart, edition=edition, time_limit_s=time_limit_s)
    lab = calibrate(found, rung=rung).to_lab(image)
    return match(
        catalogue,
        hair=None if hair is None else measure(lab, hair),
        scalp=None if scalp is None else measure(lab, scalp),
        **options,
    )
