# SPDX-License-Identifier: Apache-2.0
"""A drawing as SVG 1.1, true to size: one user unit is a millimeter."""

from __future__ import annotations

from xml.sax.saxutils import escape

from shadematch.chart_card.drawing import MM_PER_PT, Drawing, Line, Rectangle, Rgb, Shape, Text

DASHES = "1.2 0.8"


def svg(drawing: Drawing) -> bytes:
    """Write the sheet; the same drawing gives the same bytes."""
    width, height = f"{drawing.width_mm:g}", f"{drawing.height_mm:g}"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" shape-rendering="geometricPrecision">\n'
        f"<title>{escape(drawing.title)}</title>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
    )
    return (head + "\n".join(_shape(shape) for shape in drawing.shapes) + "\n</svg>\n").encode()


def _hex(color: Rgb) -> str:
    return "#" + bytes(color).hex()


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rectangle):
        box = zip(("x", "y", "width", "height"), (shape.x, shape.y, shape.width, shape.height), strict=True)
        place = " ".join(f'{key}="{_number(value)}"' for key, value in box)
        round_ = f' rx="{_number(shape.radius)}"' if shape.radius else ""
        dashes = f' stroke-dasharray="{DASHES}"' if shape.dashed else ""
        paint = (
            f'fill="none" stroke="{_hex(shape.color)}" stroke-width="{_number(shape.line_mm)}"'
            if shape.line_mm
            else f'fill="{_hex(shape.color)}"'
        )
        return f"<rect {place}{round_} {paint}{dashes}/>"
    if isinstance(shape, Line):
        ends = zip(("x1", "y1", "x2", "y2"), (shape.x1, shape.y1, shape.x2, shape.y2), strict=True)
        place = " ".join(f'{key}="{_number(value)}"' for key, value in ends)
        return f'<line {place} stroke="{_hex(shape.color)}" stroke-width="{_number(shape.line_mm)}"/>'
    return _text(shape)


def _text(text: Text) -> str:
    weight = ' font-weight="bold"' if text.bold else ""
    # A substitute of Helvetica is squeezed to its width, so that no line runs into another.
    fit = "" if text.bold else f' textLength="{_number(text.width_mm)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{_number(text.left)}" y="{_number(text.y)}" fill="{_hex(text.color)}"{weight}{fit} '
        f'font-family="Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif" '
        f'font-size="{_number(text.size_pt * MM_PER_PT)}">{escape(text.text)}</text>'
    )
