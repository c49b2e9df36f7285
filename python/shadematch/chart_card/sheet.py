# SPDX-License-Identifier: Apache-2.0
"""The card on its sheet: patches, markers, hole, scale bars, crop marks, instructions."""

from __future__ import annotations

from dataclasses import dataclass

from shadematch._core.chart import marker_code
from shadematch.chart_card.drawing import Drawing, Line, Point, Rectangle, Rgb, Text
from shadematch.chart_card.layout import Layout
from shadematch.chart_card.palette import Palette

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "card": None}
"""Sheets in millimeters; ``card``: the card alone, for a print shop."""

INK: Rgb = (40, 40, 40)
FAINT: Rgb = (130, 130, 130)
MARKER_CELLS = 6
MARGIN_MM = 25.0


@dataclass(frozen=True)
class Notes:
    """What is printed beside the patches."""

    edition: str
    date: str
    measured: bool
    tolerance_delta_e: float


def draw(layout: Layout, palette: Palette, notes: Notes, paper: str) -> Drawing:
    """Draw the sheet."""
    size = layout.size
    sheet = PAPERS[paper]
    title = f"shadematch card, {size.title}, {len(palette.names)} patches, edition {notes.edition}"
    if sheet is None:
        drawing = Drawing(size.width_mm, size.height_mm, title)
        _card(drawing, (0.0, 0.0), layout, palette, notes)
        return drawing
    drawing = Drawing(*sheet, title)
    origin = ((sheet[0] - size.width_mm) / 2, 52.0)
    _header(drawing, layout, palette)
    _crop_marks(drawing, origin, layout)
    _card(drawing, origin, layout, palette, notes)
    _instructions(drawing, origin[1] + size.height_mm + 18, notes)
    return drawing


def _card(drawing: Drawing, origin: Point, layout: Layout, palette: Palette, notes: Notes) -> None:
    side = layout.patch_mm
    for cell, code in zip(layout.patch_cells, palette.codes.tolist(), strict=True):
        x, y = _at(origin, layout, *cell)
        box = (x - side / 2, y - side / 2, side, side)
        color: Rgb = (code[0], code[1], code[2])
        drawing.add(Rectangle(*box, color=color))
        if min(color) > 220:  # a patch as light as the paper needs an edge
            drawing.add(Rectangle(*box, color=FAINT, line_mm=0.1))
    for number, cell in enumerate(layout.marker_cells):
        x, y = _at(origin, layout, *cell)
        _marker(drawing, (x - side / 2, y - side / 2), side, layout.size.first_marker + number)
    _hole(drawing, origin, layout)
    _captions(drawing, origin, layout, notes)


def _at(origin: Point, layout: Layout, column: float, row: float) -> Point:
    x, y = layout.place(column, row)
    return origin[0] + x, origin[1] + y


def _marker(drawing: Drawing, corner: Point, side: float, marker: int) -> None:
    """Black square with white cells; runs of white cells are one shape, so that no seam shows."""
    drawing.add(Rectangle(*corner, side, side))
    cell, code = side / MARKER_CELLS, marker_code(marker)
    inner = MARKER_CELLS - 2
    for row in range(inner):
        bits = [code >> (inner * inner - 1 - inner * row - column) & 1 for column in range(inner)]
        column = 0
        while column < inner:
            run = 0
            while column + run < inner and bits[column + run]:
                run += 1
            if run:
                x, y = corner[0] + (column + 1) * cell, corner[1] + (row + 1) * cell
                drawing.add(Rectangle(x, y, run * cell, cell, color=(255, 255, 255)))
            column += max(run, 1)


def _hole(drawing: Drawing, origin: Point, layout: Layout) -> None:
    (left, top), _, (right, bottom), _ = (_at(origin, layout, *corner) for corner in layout.hole())
    drawing.add(
        Rectangle(left, top, right - left, bottom - top, color=FAINT, line_mm=0.2, radius=1.5, dashed=True)
    )
    middle, height = (left + right) / 2, (top + bottom) / 2
    drawing.add(
        Text(middle, height - 0.6, "cut out", 8, anchor="middle", color=FAINT),
        Text(middle, height + 2.8, "lay this opening on the skin", 5.5, anchor="middle", color=FAINT),
    )


def _captions(drawing: Drawing, origin: Point, layout: Layout, notes: Notes) -> None:
    """Name and edition above the grid, scale bar and accuracy below it."""
    size = layout.size
    left, top = _at(origin, layout, -0.4, -0.4)
    right, bottom = _at(origin, layout, size.columns - 0.6, size.rows - 0.6)
    large = size.scale_bar_mm > 20
    heading, small = (9.0, 6.5) if large else (6.0, 4.5)
    above, below = top - (2.8 if large else 1.5), bottom + (3.6 if large else 2.5)
    edition = f"edition {notes.edition} · {notes.date}" if notes.date else f"edition {notes.edition}"
    accuracy = "measured" if notes.measured else "sRGB nominal, not measured"
    drawing.add(
        Text(left, above, "shadematch", heading, bold=True, color=INK),
        Text(right, above, edition, small, anchor="end", color=INK),
        Text(
            right,
            below,
            f"{accuracy} · tolerance {notes.tolerance_delta_e:g}",
            small,
            anchor="end",
            color=INK,
        ),
    )
    _scale_bar(drawing, (left, below), size.scale_bar_mm, small, 10 if large else 5)


def _scale_bar(drawing: Drawing, start: Point, length: int, size_pt: float, step: int) -> None:
    x, y = start
    drawing.add(Line(x, y, x + length, y, 0.2, INK))
    for mark in range(0, length + 1, step):
        drawing.add(Line(x + mark, y, x + mark, y - (1.4 if mark in (0, length) else 0.8), 0.2, INK))
    drawing.add(Text(x + length + 1.2, y, f"{length} mm", size_pt, color=INK))


def _crop_marks(drawing: Drawing, origin: Point, layout: Layout) -> None:
    gap, length = 2.0, 6.0
    for x, outward_x in ((origin[0], -1), (origin[0] + layout.size.width_mm, 1)):
        for y, outward_y in ((origin[1], -1), (origin[1] + layout.size.height_mm, 1)):
            drawing.add(
                Line(x + outward_x * gap, y, x + outward_x * (gap + length), y, 0.15, INK),
                Line(x, y + outward_y * gap, x, y + outward_y * (gap + length), 0.15, INK),
            )


def _header(drawing: Drawing, layout: Layout, palette: Palette) -> None:
    size = layout.size
    facts = (
        f"{size.title}, {size.width_mm:g} × {size.height_mm:g} mm · {len(palette.names)} patches of "
        f"{layout.patch_mm:g} mm · markers ArUco 4x4_50, {size.first_marker} to {size.first_marker + 3}"
    )
    drawing.add(
        Text(MARGIN_MM, 24, "Calibration card", 18, bold=True, color=INK),
        Text(MARGIN_MM, 30.5, facts, 9, color=FAINT),
        Line(MARGIN_MM, 34, drawing.width_mm - MARGIN_MM, 34, 0.2, FAINT),
    )


def _instructions(drawing: Drawing, top: float, notes: Notes) -> None:
    tolerance = f"{notes.tolerance_delta_e:g} CIEDE2000"
    values = (
        f"The chart file holds the values measured on this print, tolerance {tolerance}. "
        "Another print needs its own."
        if notes.measured
        else "Measure every patch with a spectrophotometer (D50, 2°), write the columns patch,L,a,b to a "
        "CSV file and make the chart file again with --values. Until then it says what the printer was sent "
        f"(sRGB), with a tolerance of {tolerance}, and every result is as uncertain."
    )
    steps = (
        ("Print", "Scale 100 %, no color management, no enhancement. Matte white paper, 160 g/m² or more."),
        ("Check", "The bar below is 100 mm long. If it is not, the printer has scaled the sheet."),
        ("Dry and cut", "Let it dry for a day. Cut along the marks, then cut out the dashed opening."),
        ("Values", values),
        (
            "Use",
            "Opening on the shaved scalp, card flat, all four markers in the picture, no shadow, no glare.",
        ),
        ("Renew", "Inks fade: print anew every six months, and when the card is stained, scratched or bent."),
    )
    y, width = top, drawing.width_mm - MARGIN_MM - 52
    for number, (head, text) in enumerate(steps, start=1):
        drawing.add(
            Text(MARGIN_MM, y, f"{number}", 9, color=FAINT), Text(30, y, head, 9, bold=True, color=INK)
        )
        for line in _lines(text, 8, width):
            drawing.add(Text(52, y, line, 8, color=INK))
            y += 4.2
        y += 2.2
    _scale_bar(drawing, (MARGIN_MM, y + 6), 100, 8, 10)


def _lines(text: str, size_pt: float, width_mm: float) -> list[str]:
    """Break a text at spaces."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Text(0, 0, longer, size_pt).width_mm <= width_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
