# SPDX-License-Identifier: Apache-2.0
"""The chart file of a card: what `shadematch.load_chart_definition` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shadematch.chart_card.layout import PATCH_FRACTION, Layout, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shadematch.chart_card.palette import Palette

NOMINAL = "nominal"
NOMINAL_TOLERANCE = 6.0
"""CIEDE2000, 1 sd: an estimate of how far an office printer without color management lies from sRGB."""


def chart_document(
    layout: Layout,
    palette: Palette,
    measured: tuple[str, NDArray[np.float64], float] | None,
    date: str,
) -> dict[str, Any]:
    """Describe a card; ``measured`` is edition, Lab and tolerance, and becomes the default edition."""
    size = layout.size
    editions = {NOMINAL: {"tolerance_delta_e": NOMINAL_TOLERANCE, "lab": _rows(palette.lab)}}
    if measured is not None:
        name, lab, tolerance = measured
        editions[name] = {"tolerance_delta_e": tolerance, "lab": _rows(lab)}
    return {
        "id": f"shadematch-card-{size.name}",
        "name": f"shadematch card, {size.title}, {len(palette.names)} patches",
        "source": f"shadematch chart-card --size {size.name} --patch-mm {layout.patch_mm:g}"
        + (f", {date}" if date else "")
        + "; nominal: sRGB codes sent to the printer, not measured",
        "licence": "CC0-1.0",
        "grid": [size.columns, size.rows],
        "masks": [list(cell) for cell in sorted({*layout.marker_cells, *layout.hole_cells})],
        "corners": layout.corner_patches,
        "patch_fraction": PATCH_FRACTION,
        "neutrals": palette.neutrals,
        "skin": palette.skin,
        "patch_names": palette.names,
        "frame": {
            "dictionary": "4x4_50",
            "markers": [
                {"id": size.first_marker + number, "corners": _square(cell)}
                for number, cell in enumerate(layout.marker_cells)
            ],
        },
        "window": [[round(x, 4), round(y, 4)] for x, y in layout.window],
        "editions": editions,
        "default_edition": NOMINAL if measured is None else measured[0],
    }


def _rows(lab: NDArray[np.float64]) -> list[list[float]]:
    return [[round(float(value), 3) + 0.0 for value in row] for row in lab]


def _square(middle: Point) -> list[list[float]]:
    half = PATCH_FRACTION / 2
    column, row = middle
    return [
        [round(column + dx * half, 4), round(row + dy * half, 4)]
        for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
