# SPDX-License-Identifier: Apache-2.0
"""Shapes on a sheet in millimeters from its top left; what SVG and PDF are both written from."""

from __future__ import annotations

from dataclasses import dataclass, field

Rgb = tuple[int, int, int]
Point = tuple[float, float]

BLACK: Rgb = (0, 0, 0)
MM_PER_PT = 25.4 / 72

# Widths of Helvetica, 1/1000 em, characters 32 to 126 (Adobe's published font metrics).
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip


@dataclass(frozen=True)
class Rectangle:
    """Filled, or outlined if ``line_mm`` is given; ``dashed`` outlines are cut lines."""

    x: float
    y: float
    width: float
    height: float
    color: Rgb = BLACK
    line_mm: float = 0.0
    radius: float = 0.0
    dashed: bool = False


@dataclass(frozen=True)
class Line:
    """Straight, butt ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    line_mm: float = 0.2
    color: Rgb = BLACK


@dataclass(frozen=True)
class Text:
    """One line of Helvetica; (x, y) is the left, middle or right end of its baseline."""

    x: float
    y: float
    text: str
    size_pt: float
    anchor: str = "start"
    bold: bool = False
    color: Rgb = BLACK

    @property
    def width_mm(self) -> float:
        """Width in the regular weight; characters outside ASCII count as a digit."""
        first, last = 32, 126
        units = sum(_WIDTHS[ord(c) - first] if first <= ord(c) <= last else 556 for c in self.text)
        return units / 1000 * self.size_pt * MM_PER_PT

    @property
    def left(self) -> float:
        """Where the line starts."""
        return self.x - self.width_mm * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]


Shape = Rectangle | Line | Text


@dataclass
class Drawing:
    """A sheet; later shapes lie on top."""

    width_mm: float
    height_mm: float
    title: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Put shapes on top."""
        self.shapes.extend(shapes)
