# SPDX-License-Identifier: Apache-2.0
"""A printable card: color patches around a window that is laid on the skin, with markers in its corners."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from shadematch._core.chart import parse_chart_definition
from shadematch.chart import ChartDefinition, load_patch_values
from shadematch.chart_card.document import NOMINAL, NOMINAL_TOLERANCE, chart_document
from shadematch.chart_card.layout import SIZES, layout
from shadematch.chart_card.palette import palette
from shadematch.chart_card.sheet import PAPERS, Notes, draw

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["PAPERS", "SIZES", "chart_card"]

MEASURED_TOLERANCE = 0.5
"""CIEDE2000, 1 sd: a good spectrophotometer and the unevenness of a print."""


def chart_card(
    path: str | PathLike[str],
    *,
    json_out: str | PathLike[str],
    size: str = "credit-card",
    patch_mm: float | None = None,
    paper: str = "a4",
    values: str | PathLike[str] | None = None,
    edition: str = "measured",
    tolerance_delta_e: float = MEASURED_TOLERANCE,
    date: str = "",
) -> ChartDefinition:
    """Write a printable card and its chart file.

    The card has color patches around a hole that is laid on the skin, ArUco markers in its corners, a neutral
    ramp and a scale bar. Its colors are what the codes sent to the printer mean in sRGB, with a wide
    tolerance; measured ones make it a chart.

    Parameters
    ----------
    path
        ``.svg`` or ``.pdf``, true to size: print at 100 %, without color management.
    json_out
        The chart file, for `load_chart_definition` and ``--chart``.
    size
        ``"credit-card"`` (85.6 x 54 mm, 24 patches) or ``"a6"`` (148 x 105 mm, 40 patches).
    patch_mm
        Side of a patch; None: 7.2 or 10.8 mm by the size.
    paper
        Sheet around the card: ``"a4"`` or ``"letter"`` with crop marks and instructions, ``"card"`` without.
    values
        CSV of the patches of one print as measured (`load_patch_values`); becomes the default edition.
    edition
        Name of the measured edition.
    tolerance_delta_e
        Of the measured edition: scatter of the print around the values, CIEDE2000, one standard deviation.
    date
        Printed on the card, so that its age is known; empty: none.

    Returns
    -------
    ChartDefinition
        What the chart file says.

    Raises
    ------
    ValueError
        Unknown size, paper or ending of the file, one file for card and chart file, patches that do not fit,
        or an edition called "nominal".
    InvalidDocument
        Values that cannot be those of the card.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "card.svg")
    ...     card = chart_card(file, json_out=file.with_suffix(".json"), date="2024-05-17")
    ...     text = file.read_text()
    >>> card.patch_count, card.default_edition, "2024-05-17" in text
    (24, 'nominal', True)
    """
    target = Path(path)
    if target.resolve() == Path(json_out).resolve():
        raise ValueError(
            f"chart_card: expected json_out to be another file than the card, got {str(json_out)!r}"
        )
    if target.suffix not in (".svg", ".pdf"):
        raise ValueError(f"chart_card: expected a file ending in .svg or .pdf, got {target.name!r}")
    if paper not in PAPERS:
        raise ValueError(f"chart_card: expected a paper of {', '.join(PAPERS)}, got {paper!r}")
    if values is not None and (edition == NOMINAL or not edition):
        raise ValueError(f"chart_card: expected a name for the measured edition, got {edition!r}")
    laid = layout(size, patch_mm)
    colors = palette(len(laid.patch_cells))
    measured = None
    if values is not None:
        measured = (edition, load_patch_values(values, len(colors.names)), tolerance_delta_e)
    notes = Notes(
        edition=NOMINAL if measured is None else edition,
        date=date,
        measured=measured is not None,
        tolerance_delta_e=NOMINAL_TOLERANCE if measured is None else tolerance_delta_e,
    )
    document = json.dumps(chart_document(laid, colors, measured, date), indent=1, ensure_ascii=False)
    definition = parse_chart_definition(document, str(values or json_out))
    drawing = draw(laid, colors, notes, paper)
    if target.suffix == ".svg":
        from shadematch.chart_card.svg import svg as write
    else:
        from shadematch.chart_card.pdf import pdf as write
    target.write_bytes(write(drawing))
    Path(json_out).write_text(document + "\n", encoding="utf-8")
    return definition
