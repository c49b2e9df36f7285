# SPDX-License-Identifier: Apache-2.0
"""A drawing as PDF, written by hand: one page of vectors, Helvetica, DeviceRGB.

DeviceRGB on purpose: the sheet is printed without color management and measured afterwards, so that no
profile may stand between the codes of the patches and the printer. The viewer is asked not to scale it
(PDF 1.6, PrintScaling).
"""

from __future__ import annotations

from shadematch.chart_card.drawing import MM_PER_PT, Drawing, Line, Rectangle, Rgb, Shape, Text

DASHES_MM = (1.2, 0.8)
ARC = 0.5522847498
"""Control points of a quarter circle as a cubic curve, in radii."""


def pdf(drawing: Drawing) -> bytes:
    """Write the sheet; the same drawing gives the same bytes."""
    page = _Page(drawing)
    content = "\n".join(page.shape(shape) for shape in drawing.shapes).encode("ascii")
    size = f"{_number(drawing.width_mm / MM_PER_PT)} {_number(drawing.height_mm / MM_PER_PT)}"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R "
        f"/Resources << /Font << /F1 6 0 R /F2 7 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title {_string(drawing.title)} /Producer (shadematch) >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>".encode()
            for face in ("Helvetica", "Helvetica-Bold")
        ),
    ]
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    """Numbered objects, their offsets and the trailer."""
    body = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return body + b"".join(
        (
            b"xref\n0 %d\n0000000000 65535 f \n" % count,
            table,
            b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % count,
            b"startxref\n%d\n%%%%EOF\n" % len(body),
        )
    )


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _string(text: str) -> str:
    """Hexadecimal string in WinAnsi: nothing in a name can end it."""
    return f"<{text.encode('cp1252', errors='replace').hex()}>"


def _color(color: Rgb, operator: str) -> str:
    return " ".join(_number(value / 255) for value in color) + f" {operator}"


class _Page:
    """Points from the bottom left, of millimeters from the top left."""

    def __init__(self, drawing: Drawing) -> None:
        self.height = drawing.height_mm

    def point(self, x: float, y: float) -> str:
        return f"{_number(x / MM_PER_PT)} {_number((self.height - y) / MM_PER_PT)}"

    def shape(self, shape: Shape) -> str:
        if isinstance(shape, Rectangle):
            return self.rectangle(shape)
        if isinstance(shape, Line):
            width = _number(shape.line_mm / MM_PER_PT)
            ends = f"{self.point(shape.x1, shape.y1)} m {self.point(shape.x2, shape.y2)} l S"
            return f"{_color(shape.color, 'RG')} [] 0 d {width} w {ends}"
        return self.text(shape)

    def rectangle(self, box: Rectangle) -> str:
        if box.line_mm:
            dashes = " ".join(_number(each / MM_PER_PT) for each in DASHES_MM) if box.dashed else ""
            width = _number(box.line_mm / MM_PER_PT)
            return f"{_color(box.color, 'RG')} [{dashes}] 0 d {width} w {self.outline(box)} S"
        return f"{_color(box.color, 'rg')} {self.outline(box)} f"

    def outline(self, box: Rectangle) -> str:
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        if not box.radius:
            size = f"{_number(box.width / MM_PER_PT)} {_number(box.height / MM_PER_PT)}"
            return f"{self.point(left, bottom)} {size} re"
        r, k, p = box.radius, box.radius * (1 - ARC), self.point
        return " ".join(
            (
                f"{p(left + r, top)} m {p(right - r, top)} l",
                f"{p(right - k, top)} {p(right, top + k)} {p(right, top + r)} c",
                f"{p(right, bottom - r)} l",
                f"{p(right, bottom - k)} {p(right - k, bottom)} {p(right - r, bottom)} c",
                f"{p(left + r, bottom)} l",
                f"{p(left + k, bottom)} {p(left, bottom - k)} {p(left, bottom - r)} c",
                f"{p(left, top + r)} l",
                f"{p(left, top + k)} {p(left + k, top)} {p(left + r, top)} c h",
            )
        )

    def text(self, text: Text) -> str:
        font = f"/{'F2' if text.bold else 'F1'} {_number(text.size_pt)} Tf"
        place = f"{self.point(text.left, text.y)} Td"
        return f"BT {_color(text.color, 'rg')} {font} {place} {_string(text.text)} Tj ET"
