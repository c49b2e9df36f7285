# SPDX-License-Identifier: Apache-2.0
"""The photograph on the card: scaled down, with the chart's patches and the regions drawn over it as SVG."""

import base64
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from shadematch.chart import Chart
    from shadematch.photo import Photo

Region = tuple[float, float, float, float] | Sequence[tuple[float, float]] | npt.NDArray[np.bool_]

_LONG_SIDE_PX = 1000
_JPEG_QUALITY = 82
_REGION_COLORS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442")
"""Okabe-Ito, told apart by people who see two colors; each region has its name beside it too."""


def photo_svg(photo: "Photo", chart: "Chart | None", regions: Mapping[str, Region]) -> str:
    """Draw the whole picture as one SVG element without outside references."""
    width, height = photo.width, photo.height
    unit = max(width, height) / 500
    marks = [_patches(chart, unit)] if chart is not None else []
    for index, (name, region) in enumerate(regions.items()):
        marks.append(_outline(name, region, _REGION_COLORS[index % len(_REGION_COLORS)], unit))
    image = base64.b64encode(_jpeg(photo)).decode("ascii")
    return (
        f'<svg class="photo" viewBox="-0.5 -0.5 {width} {height}" role="img" '
        'aria-label="Photograph with the chart and the measured regions">'
        f'<image x="-0.5" y="-0.5" width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{image}"/>{"".join(marks)}</svg>'
    )


def _jpeg(photo: "Photo") -> bytes:
    from PIL import Image

    step = -(-max(photo.width, photo.height) // _LONG_SIDE_PX)
    light = np.clip(_block_means(np.asarray(photo), step), 0, 1)
    codes = np.rint(255 * _encoded(light)).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(codes).save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return file.getvalue()


def _encoded(light: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the sRGB codes of linear light 0..1 (IEC 61966-2-1 [iec61966])."""
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _block_means(light: npt.NDArray[np.float32], step: int) -> npt.NDArray[np.float64]:
    """Mean light of step x step blocks; a rest at the right and lower edge is left out."""
    height, width = (size // step * step for size in light.shape[:2])
    blocks = light[:height, :width].reshape(height // step, step, width // step, step, 3)
    means: npt.NDArray[np.float64] = blocks.mean(axis=(1, 3), dtype=np.float64)
    return means


def _patches(chart: "Chart", unit: float) -> str:
    half = chart.pitch_px * 0.22
    marks = []
    for patch, (x, y) in zip(chart.patches, np.asarray(chart.centers), strict=True):
        style = "patch" if patch.valid else "patch lost"
        marks.append(
            f'<rect class="{style}" x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" '
            f'height="{2 * half:.1f}" stroke-width="{unit:.2f}"/>'
        )
    frame = " ".join(f"{x:.1f},{y:.1f}" for x, y in np.asarray(chart.corners))
    return f'<polygon class="frame" points="{frame}" stroke-width="{unit:.2f}"/>' + "".join(marks)


def _outline(name: str, region: Region, color: str, unit: float) -> str:
    corners = _corners(region)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    x, y = min(corner[0] for corner in corners), min(corner[1] for corner in corners)
    size = 15 * unit
    return (
        f'<polygon class="under" points="{points}" stroke-width="{3.2 * unit:.2f}"/>'
        f'<polygon class="region" points="{points}" stroke="{color}" stroke-width="{1.6 * unit:.2f}"/>'
        f'<text class="label" x="{x:.1f}" y="{max(y - 4 * unit, size):.1f}" font-size="{size:.1f}" '
        f'stroke-width="{2.4 * unit:.2f}" fill="{color}">{escape(name)}</text>'
    )


def _corners(region: Region) -> list[tuple[float, float]]:
    """Corners of a polygon or rectangle; of a mask, those of its bounding box."""
    if isinstance(region, np.ndarray) and region.dtype == np.bool_:
        rows, columns = np.nonzero(region.any(axis=1))[0], np.nonzero(region.any(axis=0))[0]
        x, y = float(columns[0]), float(rows[0])
        width, height = float(columns[-1]) - x + 1, float(rows[-1]) - y + 1
    else:
        numbers = np.asarray(region, dtype=float)
        if numbers.ndim == 2:
            return [(float(point[0]), float(point[1])) for point in numbers]
        x, y, width, height = (float(value) for value in numbers)
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
