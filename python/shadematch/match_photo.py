# SPDX-License-Identifier: Apache-2.0
"""From a photograph to a ranking in one call."""

import os
from typing import TYPE_CHECKING

from shadematch._core.match import MatchOptions
from shadematch.camera import calibrate
from shadematch.chart import chart_from_corners, find_chart
from shadematch.match import Ranking, match
from shadematch.photo import read_photo
from shadematch.pigment import Catalogue
from shadematch.quality import assess_capture
from shadematch.region import measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from shadematch.chart import ChartDefinition
    from shadematch.region import RegionLike

_DEFAULTS = MatchOptions()


def match_photo(
    photo: str | os.PathLike[str] | bytes,
    catalogue: Catalogue,
    *,
    hair: "RegionLike | None" = None,
    scalp: "RegionLike | None" = None,
    chart: "str | ChartDefinition" = "colorchecker-classic",
    edition: str = "",
    time_limit_s: float | None = None,
    corners: "npt.ArrayLike | None" = None,
    rung: str = "auto",
    override: "Iterable[str]" = (),
    target: str = "hair",
    lab: "npt.ArrayLike | None" = None,
    lab_covariance: "npt.ArrayLike | None" = None,
    formula: str = _DEFAULTS.formula,
    top: int = _DEFAULTS.top,
    exclude_ingredients: "Iterable[str]" = (),
    brands: "Iterable[str]" = (),
    in_stock: bool = False,
    max_dilution: float | None = None,
) -> Ranking:
    """Read a photograph, find its chart, calibrate, measure and rank.

    The same as ``read_photo``, ``find_chart``, ``calibrate``, ``to_lab``, ``measure``, ``assess_capture``,
    ``refuse_red`` and ``match`` with the report's warnings, one after the other, byte for byte.

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
    corners : array (4, 2), optional
        Centers of the corner patches, marked by hand, as in :func:`shadematch.chart_from_corners`; then
        the chart is not searched.
    rung : str
        As in :func:`shadematch.calibrate`.
    override : iterable of str
        Capture gates that may be red, or ``"all"``; what was let pass is written into the warnings.
    target, lab, lab_covariance, formula, top, exclude_ingredients, brands, in_stock, max_dilution
        As in :func:`shadematch.match`.

    Returns
    -------
    Ranking

    Raises
    ------
    UnsupportedImage, LimitExceeded, ChartNotFound, MeasurementRefused
        Each with the reason; of a red capture gate ``code`` is the gate and ``report`` the QualityReport.
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
    if corners is None:
        found = find_chart(image, chart, edition=edition, time_limit_s=time_limit_s)
    else:
        found = chart_from_corners(image, chart, corners, edition=edition)
    calibration = calibrate(found, rung=rung)
    colors = calibration.to_lab(image)
    regions = {"hair": hair, "scalp": scalp}
    readings = {name: measure(colors, region) for name, region in regions.items() if region is not None}
    report = assess_capture(image, found, calibration, readings)
    report.let_pass(override)
    report.refuse_red()
    ranking = match(
        catalogue,
        hair=readings.get("hair"),
        scalp=readings.get("scalp"),
        target=target,
        lab=lab,
        lab_covariance=lab_covariance,
        formula=formula,
        top=top,
        exclude_ingredients=exclude_ingredients,
        brands=brands,
        in_stock=in_stock,
        max_dilution=max_dilution,
    )
    return ranking.with_warnings(report.warnings)
