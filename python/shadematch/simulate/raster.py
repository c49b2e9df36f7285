# SPDX-License-Identifier: Apache-2.0
"""Pixels: smooth fields, polygons, hairs and blur.

Pixel centers are whole numbers, (x, y) = (column, row).
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from shadematch._broadcast import Floats

Plane = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def resize_plane(plane: Plane, width: int, height: int) -> Plane:
    """Bicubic enlargement of a small plane."""
    picture = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)


def smooth_noise(rng: np.random.Generator, width: int, height: int, cell_px: float) -> Plane:
    """Noise of about unit standard deviation whose features are `cell_px` wide."""
    columns, rows = int(width / cell_px) + 3, int(height / cell_px) + 3
    return resize_plane(rng.standard_normal((rows, columns), dtype=np.float32), width, height)


def polygon_mask(polygon: "list[list[float]]", width: int, height: int) -> Mask:
    """Pixels whose center lies in the polygon, (height, width)."""
    picture = Image.new("1", (width, height))
    ImageDraw.Draw(picture).polygon([(x, y) for x, y in polygon], fill=1)
    return np.asarray(picture, dtype=bool)


def ellipse_polygon(x: float, y: float, radius_x: float, radius_y: float) -> "list[list[float]]":
    """Sixteen corners of an ellipse, rounded to a tenth of a pixel."""
    angle = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    corners = np.stack([x + radius_x * np.cos(angle), y + radius_y * np.sin(angle)], axis=-1)
    return [[round(float(px), 1), round(float(py), 1)] for px, py in corners]


def bump(width: int, height: int, center: "tuple[float, float]", radius: "tuple[float, float]") -> Plane:
    """Distance to the center of an ellipse in units of its radii, (height, width)."""
    x = (np.arange(width, dtype=np.float32) - np.float32(center[0])) / np.float32(radius[0])
    y = (np.arange(height, dtype=np.float32) - np.float32(center[1])) / np.float32(radius[1])
    distance: Plane = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2)
    return distance


def splat(points: "Floats", area: "Floats", width: int, height: int) -> Plane:
    """Cover, at most 1, by pieces of `area` px^2 at `points` (n, 2), each on its four nearest pixels."""
    x, y = points[:, 0], points[:, 1]
    column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    inside = (column >= 0) & (column < width - 1) & (row >= 0) & (row < height - 1)
    column, row, x, y, area = column[inside], row[inside], x[inside], y[inside], area[inside]
    u, v = x - column, y - row
    cover = np.zeros(width * height)
    for dy, share_y in ((0, 1 - v), (1, v)):
        for dx, share_x in ((0, 1 - u), (1, u)):
            index = (row + dy) * width + column + dx
            cover += np.bincount(index, area * share_x * share_y, width * height)
    return np.minimum(cover, 1.0).astype(np.float32).reshape(height, width)


def blur(picture: Plane, sigma: float) -> Plane:
    """Gaussian blur of (height, width, channels), edges repeated; sigma in pixels."""
    if sigma <= 0:
        return picture
    reach = max(1, int(np.ceil(2.5 * sigma)))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = (kernel / kernel.sum()).astype(np.float32)
    for axis in (0, 1):
        pad = [(0, 0)] * picture.ndim
        pad[axis] = (reach, reach)
        padded = np.pad(picture, pad, mode="edge")
        size = picture.shape[axis]
        picture = sum(
            weight * (padded[:, at : at + size] if axis else padded[at : at + size])
            for at, weight in enumerate(kernel)
        )
    return picture
