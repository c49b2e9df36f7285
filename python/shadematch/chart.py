# SPDX-License-Identifier: Apache-2.0
"""Find a color chart in a photograph, and know charts as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shadematch._core import chart as _chart
from shadematch._core.chart import (
    Chart,
    ChartDefinition,
    ChartEdition,
    PatchSample,
    chart_definition,
    chart_ids,
)

if TYPE_CHECKING:
    from os import PathLike

    from numpy.typing import ArrayLike, NDArray

    from shadematch._core.photo import Photo

__all__ = [
    "Chart",
    "ChartDefinition",
    "ChartEdition",
    "PatchSample",
    "chart_definition",
    "chart_from_corners",
    "chart_ids",
    "find_chart",
    "load_chart_definition",
    "load_patch_values",
]


def find_chart(
    photo: Photo,
    chart: str | ChartDefinition = "colorchecker-classic",
    *,
    edition: str = "",
    time_limit_s: float | None = None,
) -> Chart:
    """Find a chart, check that every patch is in its place and order, and sample it.

    Parameters
    ----------
    photo
        What `read_photo` returned.
    chart
        A name of `chart_ids`, or a definition of `load_chart_definition`.
    edition
        Which production of the chart; empty: its default. A photograph cannot tell it.
    time_limit_s
        The search ends here with the reason ``timed_out``. None: the default of the library, 10 s; it needs
        a tenth of a second as a rule and at most 2 s on an idle machine.

    Returns
    -------
    Chart
        ``.centers`` (n, 2), ``.corners`` (4, 2) and ``.homography`` (3, 3) in pixels (x, y), the center of
        the first pixel at (0, 0); ``.patches`` in printed order with linear ``rgb``, ``standard_error``,
        ``valid`` and ``reason``; ``.confidence`` 0..1; ``.status`` ``"found"``, or ``"partial"`` if some
        patches do not count; ``.others``, corners of further charts of the kind; ``.bend`` in pitches.

    Raises
    ------
    ChartNotFound
        ``.code`` is the reason, ``.advice`` one sentence that says what to do, ``.patches`` the patch numbers
        that the reason names, ``.candidate`` a `Chart` for a person to confirm, or None.
    ValueError
        Unknown chart or edition.

    Examples
    --------
    >>> import numpy as np
    >>> import shadematch as sm
    >>> definition = chart_definition("colorchecker-classic")
    >>> picture = np.zeros((280, 400, 3), np.float32)
    >>> for i, (L, a, b) in enumerate(definition.edition().lab):
    ...     y, x = 45 + 50 * (i // 6), 55 + 50 * (i % 6)
    ...     f = (L + 16) / 116 + np.array([a / 500, 0, -b / 200])
    ...     xyz = np.where(f > 6 / 29, f**3, (f - 4 / 29) * 108 / 841) * [0.9642, 1, 0.8249]
    ...     picture[y : y + 40, x : x + 40] = xyz @ [[3.134, -0.979, 0.072], [-1.617, 1.916, -0.229],
    ...                                              [-0.491, 0.033, 1.405]]
    >>> found = find_chart(sm.photo_from_array(picture, encoding="linear-srgb"))
    >>> found.status, [round(float(value)) for value in found.centers[0]]
    ('found', [74, 64])
    """
    definition = chart_definition(chart) if isinstance(chart, str) else chart
    if time_limit_s is None:
        return _chart.find_chart(photo, definition, edition)
    return _chart.find_chart(photo, definition, edition, time_limit_s)


def chart_from_corners(
    photo: Photo,
    chart: str | ChartDefinition,
    corners: ArrayLike,
    *,
    edition: str = "",
) -> Chart:
    """Sample a chart whose corner patches were marked by hand.

    Parameters
    ----------
    photo
        What `read_photo` returned.
    chart
        A name of `chart_ids`, or a definition.
    corners
        (4, 2) pixels (x, y): the centers of the corner patches as printed, clockwise from patch 1
        (ColorChecker Classic: 1, 6, 24, 19).
    edition
        Which production of the chart; empty: its default.

    Returns
    -------
    Chart
        As `find_chart`, with the warning ``corners_by_hand``.

    Raises
    ------
    ChartNotFound
        ``low_color_score`` if the colors below the corners are not the chart's.

    Examples
    --------
    >>> import numpy as np
    >>> import shadematch as sm
    >>> gray = sm.photo_from_array(np.full((60, 90, 3), 0.5, np.float32), encoding="linear-srgb")
    >>> chart_from_corners(gray, "colorchecker-classic", [(10, 10), (80, 10), (80, 50), (10, 50)])
    Traceback (most recent call last):
    shadematch.ChartNotFound: chart_from_corners: expected the chart's colors ...
    """
    definition = chart_definition(chart) if isinstance(chart, str) else chart
    table = np.ascontiguousarray(corners, dtype=np.float64)
    if table.shape != (4, 2) or not np.isfinite(table).all():
        raise ValueError(f"chart_from_corners: expected finite corners of shape (4, 2), got {table.shape}")
    return _chart.chart_from_corners(photo, definition, table, edition)


def load_chart_definition(path: str | PathLike[str]) -> ChartDefinition:
    """Read a chart of one's own from a JSON file.

    Parameters
    ----------
    path
        Geometry: ``grid`` [columns, rows], patches row by row, with ``masks`` (cells [column, row] without a
        patch); or ``positions`` ([column, row] of every patch center, the usual distance of neighbors 1); or
        ``based_on``, a name of `chart_ids` whose editions this file adds to. ``corners`` are the four patch
        numbers, clockwise, that a person marks (not needed for a full grid). Colors: ``neutrals`` (patch
        numbers, white to black), ``editions`` {name: {``lab``: rows of [L, a, b] at D50 / 2 degrees,
        ``tolerance_delta_e``}}. Optional: ``name``, ``source``, ``licence``, ``patch_fraction``, ``skin``,
        ``patch_names``, ``default_edition``, ``frame`` (ArUco markers) and ``window``. All keys, with
        examples: docs/charts.md.

    Raises
    ------
    InvalidDocument
        With the place in the document, what was expected and what came.

    Examples
    --------
    >>> import json, pathlib, tempfile
    >>> lab = [[90 - 10 * row, 20 * column, 0] for row in range(4) for column in range(3)]
    >>> chart = {"id": "mine", "grid": [3, 4], "neutrals": [1, 4, 7, 10], "editions": {"own": {"lab": lab}}}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "mine.json")
    ...     _ = path.write_text(json.dumps(chart))
    ...     definition = load_chart_definition(path)
    >>> definition.patch_count, definition.positions[5].tolist()
    (12, [2.0, 1.0])
    """
    return _chart.parse_chart_definition(Path(path).read_bytes(), str(path))


def load_patch_values(path: str | PathLike[str], patches: int) -> NDArray[np.float64]:
    r"""Read what a spectrophotometer measured on the patches of one physical chart.

    Parameters
    ----------
    path
        CSV with the columns ``patch`` (number as printed), ``L``, ``a``, ``b`` (D50 / 2 degrees), one row a
        patch in any order.
    patches
        How many patches the chart has.

    Returns
    -------
    ndarray
        (n, 3) Lab in the order of the patches, for `ChartDefinition.with_edition`.

    Raises
    ------
    InvalidDocument
        With the line, what was expected and what came.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> classic = chart_definition("colorchecker-classic")
    >>> rows = [f"{i + 1},{L},{a},{b}" for i, (L, a, b) in enumerate(classic.edition().lab)]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "mine.csv")
    ...     _ = path.write_text("\n".join(["patch,L,a,b", *rows]))
    ...     mine = classic.with_edition("mine", load_patch_values(path, 24), 0.3)
    >>> mine.default_edition
    'mine'
    """
    return _chart.parse_patch_values(Path(path).read_bytes(), patches, str(path))
