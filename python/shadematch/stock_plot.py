# SPDX-License-Identifier: Apache-2.0
"""A picture of fitted stocks: K and S over wavelength, and measured against predicted colors."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from shadematch.color import srgb_from_lab, xyz_from_lab
from shadematch.spectrum import BAND_NM, white_point

if TYPE_CHECKING:
    from shadematch._broadcast import Floats
    from shadematch.stock_fit import SampleFit, StockFit

_COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_WIDTH, _PANEL, _LEFT, _TOP = 900, 260, 70, 60
_SWATCH = 78


def stock_plot(found: "StockFit", *, title: str = "") -> str:
    """Draw K and S of every stock, and each film's reading above its left-out prediction, as SVG.

    Parameters
    ----------
    found : StockFit
    title : str
        Above the picture.

    Returns
    -------
    str
        SVG 1.1. Swatches are sRGB of the D65 color; out of gamut they are clipped.
    """
    swatches = [each for each in found.samples if each.left_out_lab is not None]
    columns = (_WIDTH - 2 * _LEFT) // _SWATCH
    height = _TOP + _PANEL + 90 + (len(swatches) + columns - 1) // columns * (_SWATCH + 44)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="16">{escape(title)}</text>',
    ]
    width = (_WIDTH - 3 * _LEFT) / 2
    for index, letter in enumerate("KS"):
        curves = [np.array(getattr(each, letter)) for each in found.fit.stocks]
        parts += _panel(_LEFT + index * (width + _LEFT), width, letter, curves)
    parts += _legend(found.names)
    parts += _swatches(swatches, columns, _TOP + _PANEL + 84)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(x: float, width: float, letter: str, curves: "Sequence[Floats]") -> list[str]:
    low = float(np.floor(np.log10(min(curve.min() for curve in curves))))
    high = float(np.ceil(np.log10(max(curve.max() for curve in curves))))
    high = max(high, low + 1)

    def place(nm: float, value: float) -> tuple[float, float]:
        across = (nm - BAND_NM[0]) / (BAND_NM[-1] - BAND_NM[0])
        return x + across * width, _TOP + _PANEL * (high - np.log10(value)) / (high - low)

    what = {"K": "absorption K", "S": "scattering S"}[letter]
    parts = [
        f'<rect x="{x:.1f}" y="{_TOP}" width="{width:.1f}" height="{_PANEL}" fill="none" stroke="#888888"/>',
        f'<text x="{x:.1f}" y="{_TOP - 8}">{what}, per unit fraction and film</text>',
    ]
    for decade in range(int(low), int(high) + 1):
        _, y = place(BAND_NM[0], 10.0**decade)
        parts.append(f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:g}</text>')
        parts.append(f'<path d="M{x:.1f} {y:.1f}h{width:.1f}" stroke="#dddddd"/>')
    for nm in (400, 500, 600, 700):
        at, _ = place(nm, 10.0**low)
        parts.append(f'<text x="{at:.1f}" y="{_TOP + _PANEL + 16}" text-anchor="middle">{nm} nm</text>')
    for index, curve in enumerate(curves):
        points = " ".join(
            "{:.1f},{:.1f}".format(*place(nm, value)) for nm, value in zip(BAND_NM, curve, strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="2" {_stroke(index)}/>')
    return parts


def _stroke(index: int) -> str:
    dash = _DASHES[index // len(_COLORS) % len(_DASHES)]
    return f'stroke="{_COLORS[index % len(_COLORS)]}"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _legend(names: Sequence[str]) -> list[str]:
    parts, x = [], float(_LEFT)
    for index, name in enumerate(names):
        y = _TOP + _PANEL + 40
        parts.append(f'<path d="M{x:.1f} {y}h24" stroke-width="3" {_stroke(index)}/>')
        parts.append(f'<text x="{x + 30:.1f}" y="{y + 4}">{escape(name)}</text>')
        x += 50 + 8 * len(name)
    return parts


def _swatches(films: "Sequence[SampleFit]", columns: int, top: float) -> list[str]:
    parts = [
        f'<text x="{_LEFT}" y="{top - 8:.0f}">measured above, predicted from the other samples below; '
        "ΔE00 (D65, 2 degrees)</text>"
    ]
    for index, film in enumerate(films):
        x = _LEFT + index % columns * _SWATCH
        y = top + index // columns * (_SWATCH + 44)
        half = (_SWATCH - 8) / 2
        for row, lab in enumerate((film.lab, film.left_out_lab)):
            fill = _hex(np.asarray(lab))
            size = f'width="{_SWATCH - 8}" height="{half}"'
            parts.append(f'<rect x="{x}" y="{y + row * half:.1f}" {size} fill="{fill}"/>')
        sample, _, card = film.name.partition(" over ")
        parts.append(
            f'<text x="{x}" y="{y + _SWATCH + 6:.1f}" font-size="11">{escape(sample)} {escape(card)}</text>'
        )
        parts.append(
            f'<text x="{x}" y="{y + _SWATCH + 20:.1f}" font-size="11">ΔE {film.delta_e_left_out:.1f}</text>'
        )
    return parts


def _hex(lab_d65: "Floats") -> str:
    from shadematch.color import adapt, lab_from_xyz

    xyz = adapt(xyz_from_lab(lab_d65, white=white_point("D65")), white_point("D65"), white_point("D50"))
    srgb = np.clip(srgb_from_lab(lab_from_xyz(xyz, white=white_point("D50"))), 0, 1)
    return "#" + "".join(f"{round(255 * value):02x}" for value in srgb)
