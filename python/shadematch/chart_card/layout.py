# SPDX-License-Identifier: Apache-2.0
"""Where everything lies on a card: millimeters from its top left, or pitches of its grid."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
Cell = tuple[int, int]

PATCH_FRACTION = 0.8
"""Side of a patch or marker / pitch: the gap is the quiet zone of the markers and keeps inks apart."""
HOLE_MARGIN = 0.1
"""Pitches from the hole's cells to its cut edge."""
SHADOW_MARGIN = 0.15
"""Pitches from the cut edge to the window that is measured: the edge of thick paper throws a shadow."""


@dataclass(frozen=True)
class CardSize:
    """A card: its outline, its grid and the cells that the hole takes."""

    name: str
    title: str
    width_mm: float
    height_mm: float
    columns: int
    rows: int
    hole: tuple[Cell, Cell]
    """First and last cell of the hole."""
    default_patch_mm: float
    margin_mm: Point
    """Least room beside and above the grid, for the text."""
    first_marker: int
    """Id of the marker at the top left; the others follow clockwise."""
    scale_bar_mm: int

    @property
    def largest_patch_mm(self) -> float:
        """Side of the largest patch with which the grid still fits."""
        wide = (self.width_mm - 2 * self.margin_mm[0]) / self.columns
        high = (self.height_mm - 2 * self.margin_mm[1]) / self.rows
        return PATCH_FRACTION * min(wide, high)


SIZES = {
    size.name: size
    for size in (
        CardSize(
            "credit-card", "Credit-card size", 85.6, 54.0, 8, 5, ((2, 1), (5, 3)), 7.2, (2.0, 4.4), 0, 20
        ),
        CardSize("a6", "A6", 148.0, 105.0, 10, 6, ((3, 1), (6, 4)), 10.8, (5.0, 9.0), 4, 50),
    )
}

LEAST_PATCH_MM = 4.0


@dataclass(frozen=True)
class Layout:
    """A card of one size with patches of one side."""

    size: CardSize
    patch_mm: float

    @property
    def pitch_mm(self) -> float:
        """Distance of patch centers."""
        return self.patch_mm / PATCH_FRACTION

    @property
    def marker_cells(self) -> list[Cell]:
        """Cells of the markers: the corners of the grid, clockwise from the top left."""
        right, bottom = self.size.columns - 1, self.size.rows - 1
        return [(0, 0), (right, 0), (right, bottom), (0, bottom)]

    @property
    def hole_cells(self) -> list[Cell]:
        """Cells that the hole takes."""
        (left, top), (right, bottom) = self.size.hole
        return [(column, row) for row in range(top, bottom + 1) for column in range(left, right + 1)]

    @property
    def patch_cells(self) -> list[Cell]:
        """Cells of the patches in the order of their numbers, row by row."""
        masked = {*self.marker_cells, *self.hole_cells}
        cells = [(column, row) for row in range(self.size.rows) for column in range(self.size.columns)]
        return [cell for cell in cells if cell not in masked]

    @property
    def corner_patches(self) -> list[int]:
        """Numbers of the patches that a person marks: the ends of the first and last row, clockwise."""
        in_a_row, count = self.size.columns - 2, len(self.patch_cells)
        return [1, in_a_row, count, count - in_a_row + 1]

    def hole(self, margin: float = HOLE_MARGIN) -> list[Point]:
        """Corners of the hole in pitches, clockwise from the top left."""
        (left, top), (right, bottom) = self.size.hole
        inner = (left - 0.5 + margin, top - 0.5 + margin, right + 0.5 - margin, bottom + 0.5 - margin)
        return [(inner[0], inner[1]), (inner[2], inner[1]), (inner[2], inner[3]), (inner[0], inner[3])]

    @property
    def window(self) -> list[Point]:
        """Part of the hole that is measured, in pitches."""
        return self.hole(HOLE_MARGIN + SHADOW_MARGIN)

    def place(self, column: float, row: float) -> Point:
        """Millimeters on the card of a place on the grid, whose middle is that of the card."""
        x = self.size.width_mm / 2 + (column - (self.size.columns - 1) / 2) * self.pitch_mm
        y = self.size.height_mm / 2 + (row - (self.size.rows - 1) / 2) * self.pitch_mm
        return x, y


def layout(size: str, patch_mm: float | None = None) -> Layout:
    """Lay out a card.

    Parameters
    ----------
    size
        A name of `SIZES`.
    patch_mm
        Side of a patch; None: as large as suits the size.

    Raises
    ------
    ValueError
        Unknown size, or patches that do not fit on it.

    Examples
    --------
    >>> len(layout("credit-card").patch_cells), len(layout("a6").patch_cells)
    (24, 40)
    >>> layout("credit-card").corner_patches
    [1, 6, 24, 19]
    """
    if size not in SIZES:
        raise ValueError(f"chart_card: expected a size of {', '.join(SIZES)}, got {size!r}")
    chosen = SIZES[size]
    side = chosen.default_patch_mm if patch_mm is None else patch_mm
    if not LEAST_PATCH_MM <= side <= chosen.largest_patch_mm:
        raise ValueError(
            f"chart_card: expected patch_mm of {LEAST_PATCH_MM:g} to {chosen.largest_patch_mm:.2f} "
            f"on {size}, got {side:g}"
        )
    return Layout(chosen, side)
