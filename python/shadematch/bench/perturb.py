# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with a photograph of a chart, done to real photographs whose patch centers are known.

Every perturbation takes a `Shot` and a random generator and returns the `Shot` that a camera would have seen.
Pixels are 8-bit sRGB codes; light is added, scaled and covered in linear values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Perturb = Callable[["Shot", np.random.Generator], "Shot"]

COLUMNS, ROWS = 6, 4
PATCH_SIDE = 0.8
"""Of the pitch."""
NOTICEABLE = 10.0
"""A cover that differs less from its patch (CIE 1976, sRGB) does no harm: either verdict is right."""
FRAME = (2000, 1500)
"""Width and height of a large frame: 3 megapixels."""
_GRID: Floats = np.array([(i % COLUMNS, i // COLUMNS) for i in range(COLUMNS * ROWS)], dtype=float)


@dataclass(frozen=True)
class Shot:
    """A photograph of a chart and the truth about it.

    Attributes
    ----------
    pixels : (h, w, 3) uint8
    centers : (24, 2) pixels (x, y), center of the first pixel at (0, 0)
    hidden : patch numbers that something covers and that must not count
    either : patch numbers that something of nearly their own color covers
    """

    pixels: Codes
    centers: Floats
    hidden: frozenset[int] = frozenset()
    either: frozenset[int] = frozenset()

    @property
    def pitch(self) -> float:
        """Mean distance of neighboring patches of a row, in pixels."""
        rows = self.centers.reshape(ROWS, COLUMNS, 2)
        return float(np.linalg.norm(np.diff(rows, axis=1), axis=2).mean())

    @property
    def length(self) -> float:
        """From the outer edge of the first column to that of the last, in pixels."""
        return self.pitch * (COLUMNS - 1 + PATCH_SIDE)


def linear(codes: npt.ArrayLike) -> Floats:
    """Linear light 0..1 of sRGB codes 0..255 [iec61966]."""
    share = np.asarray(codes, dtype=float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def coded(light: npt.ArrayLike) -> Codes:
    """8-bit sRGB codes of linear light, clipped [iec61966]."""
    share = np.clip(np.asarray(light, dtype=float), 0, 1)
    curve = np.where(share <= 0.0031308, 12.92 * share, 1.055 * share ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * curve), dtype=np.uint8)


def mapped(matrix: Floats, points: npt.ArrayLike) -> Floats:
    """Image (n, 2) of points under a homography."""
    rows = np.asarray(points, dtype=float)
    image = np.column_stack([rows, np.ones(len(rows))]) @ matrix.T
    return np.asarray(image[:, :2] / image[:, 2:])


def warped(shot: Shot, matrix: Floats) -> Shot:
    """Move the pixels by a homography, in a frame of the same size filled with the mean color."""
    height, width = shot.pixels.shape[:2]
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])  # Pillow counts from the corner of the first pixel
    back = half @ np.linalg.inv(matrix) @ np.linalg.inv(half)
    fill = tuple(int(value) for value in shot.pixels.mean(axis=(0, 1)))
    image = Image.fromarray(shot.pixels).transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        (back / back[2, 2]).ravel()[:8].tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=fill,
    )
    return replace(shot, pixels=np.asarray(image), centers=mapped(matrix, shot.centers))


def _about(middle: Floats, target: Floats, inner: Floats) -> Floats:
    to, back = np.eye(3), np.eye(3)
    to[:2, 2], back[:2, 2] = target, -middle
    return np.asarray(to @ inner @ back)


def _frame_middle(shot: Shot) -> Floats:
    return np.array([shot.pixels.shape[1] - 1, shot.pixels.shape[0] - 1]) / 2


def turned(shot: Shot, _: np.random.Generator, degrees: float) -> Shot:
    """Turn about the middle of the chart, which moves to the middle of the frame."""
    angle = np.radians(degrees)
    turn = np.eye(3)
    turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return warped(shot, _about(shot.centers.mean(axis=0), _frame_middle(shot), turn))


def tilted(shot: Shot, rng: np.random.Generator, amount: float) -> Shot:
    """Tilt towards a random side: distance runs from 1 - amount to 1 + amount over the half diagonal."""
    middle = _frame_middle(shot)
    angle = rng.uniform(0, 2 * np.pi)
    tilt = np.eye(3)
    tilt[2, :2] = amount * np.array([np.cos(angle), np.sin(angle)]) / np.linalg.norm(middle)
    return warped(shot, _about(shot.centers.mean(axis=0), middle, tilt))


def exposed(shot: Shot, _: np.random.Generator, stops: float) -> Shot:
    """Scale the light; what leaves 8 bits is lost."""
    return replace(shot, pixels=coded(linear(shot.pixels) * 2**stops))


def blurred(shot: Shot, _: np.random.Generator, sigma: float) -> Shot:
    """Blur by a Gaussian of `sigma` pixels."""
    image = Image.fromarray(shot.pixels).filter(ImageFilter.GaussianBlur(sigma))
    return replace(shot, pixels=np.asarray(image))


def noisy(shot: Shot, rng: np.random.Generator, sd: float) -> Shot:
    """Add noise of `sd` codes, each pixel and channel its own."""
    codes = shot.pixels + rng.normal(0, sd, shot.pixels.shape)
    return replace(shot, pixels=np.clip(np.rint(codes), 0, 255).astype(np.uint8))


def shaded(shot: Shot, rng: np.random.Generator, fall: float) -> Shot:
    """Let the light fall by `fall` from one side of the picture to the other, in a random direction."""
    height, width = shot.pixels.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * np.arange(width)[None, :] + np.sin(angle) * np.arange(height)[:, None]
    share = (along - along.min()) / (along.max() - along.min())
    return replace(shot, pixels=coded(linear(shot.pixels) * (1 - fall * share)[:, :, None]))


def glaring(shot: Shot, rng: np.random.Generator) -> Shot:
    """Add a spot of white light on the chart: twice the photograph's white in its middle, sd 0.7 pitch."""
    height, width = shot.pixels.shape[:2]
    x, y = shot.centers[rng.integers(len(shot.centers))] + rng.normal(0, 0.3 * shot.pitch, 2)
    square = (np.arange(width)[None, :] - x) ** 2 + (np.arange(height)[:, None] - y) ** 2
    spot = 2 * np.exp(-square / (2 * (0.7 * shot.pitch) ** 2))
    return replace(shot, pixels=coded(linear(shot.pixels) + spot[:, :, None]))


def compressed(shot: Shot, _: np.random.Generator, quality: int) -> Shot:
    """Write as JPEG and read again."""
    file = BytesIO()
    Image.fromarray(shot.pixels).save(file, "JPEG", quality=quality)
    return replace(shot, pixels=np.asarray(Image.open(file).convert("RGB")))


def resized(shot: Shot, scale: float) -> Shot:
    """Reduce by area means."""
    height, width = shot.pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.fromarray(shot.pixels).resize(
        size, Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BICUBIC
    )
    factor = np.array([size[0] / width, size[1] / height])
    return replace(shot, pixels=np.asarray(image), centers=(shot.centers + 0.5) * factor - 0.5)


def filling(shot: Shot, _: np.random.Generator, length: float) -> Shot:
    """Crop to the chart and 0.9 pitch around the outer centers, then reduce the chart to `length` pixels."""
    margin = 0.9 * shot.pitch
    low = np.maximum(np.floor(shot.centers.min(axis=0) - margin), 0).astype(int)
    high = np.ceil(shot.centers.max(axis=0) + margin).astype(int)
    pixels = shot.pixels[low[1] : high[1], low[0] : high[0]]
    return resized(Shot(pixels, shot.centers - low), length / shot.length)


def in_large_frame(shot: Shot, rng: np.random.Generator, length: float, background: Codes) -> Shot:
    """Reduce the chart to `length` pixels and lay the whole photograph somewhere on a larger picture."""
    small = resized(shot, length / shot.length)
    frame = np.asarray(Image.fromarray(background).resize(FRAME, Image.Resampling.BICUBIC)).copy()
    height, width = small.pixels.shape[:2]
    place = np.array([rng.integers(FRAME[0] - width + 1), rng.integers(FRAME[1] - height + 1)])
    frame[place[1] : place[1] + height, place[0] : place[0] + width] = small.pixels
    return replace(small, pixels=frame, centers=small.centers + place)


def covered(shot: Shot, rng: np.random.Generator, count: int, cover: Sequence[float]) -> Shot:
    """Cover `count` neighboring patches.

    `cover` is linear and relative to the chart's white patch; the cover has some shape, shade and grain.
    """
    ids = _run_of_patches(rng, count)
    white = _patch_light(shot, 19) / 0.9
    mask = Image.new("L", (shot.pixels.shape[1], shot.pixels.shape[0]))
    draw = ImageDraw.Draw(mask)
    to_picture = _grid_to_picture(shot)
    for patch in ids:
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * rng.uniform(0.47, 0.55, (4, 2))
        polygon = mapped(to_picture, _GRID[patch - 1] + corners)
        draw.polygon([(float(x), float(y)) for x, y in polygon], fill=255)
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(0.02 * shot.pitch)), dtype=float) / 255
    height, width = soft.shape
    shade = 1 + 0.1 * np.sin(np.arange(width) / shot.pitch + rng.uniform(0, 6))[None, :] * np.ones(
        (height, 1)
    )
    light = np.array(cover) * white * (shade + rng.normal(0, 0.02, (height, width)))[:, :, None]
    pixels = coded(linear(shot.pixels) * (1 - soft[:, :, None]) + light * soft[:, :, None])
    after = replace(shot, pixels=pixels)
    change = {patch: float(np.linalg.norm(_lab(shot, patch) - _lab(after, patch))) for patch in ids}
    hidden = frozenset(patch for patch in ids if change[patch] >= NOTICEABLE)
    return replace(after, hidden=hidden, either=frozenset(ids) - hidden)


def _run_of_patches(rng: np.random.Generator, count: int) -> list[int]:
    """Numbers of `count` patches, each beside an earlier one."""
    cells = [(int(rng.integers(COLUMNS)), int(rng.integers(ROWS)))]
    while len(cells) < count:
        column, row = cells[int(rng.integers(len(cells)))]
        step = ((1, 0), (0, 1), (-1, 0), (0, -1))[int(rng.integers(4))]
        cell = (column + step[0], row + step[1])
        if 0 <= cell[0] < COLUMNS and 0 <= cell[1] < ROWS and cell not in cells:
            cells.append(cell)
    return [row * COLUMNS + column + 1 for column, row in cells]


def _grid_to_picture(shot: Shot) -> Floats:
    """Homography from (column, row) to pixels, least squares over the known centers."""
    equations = []
    for (u, v), (x, y) in zip(_GRID, shot.centers, strict=True):
        equations.append([u, v, 1, 0, 0, 0, -x * u, -x * v, -x])
        equations.append([0, 0, 0, u, v, 1, -y * u, -y * v, -y])
    return np.asarray(np.linalg.svd(np.array(equations))[2][-1].reshape(3, 3))


def _patch_light(shot: Shot, patch: int) -> Floats:
    """Mean linear light (3,) of the middle of a patch."""
    reach = max(1, round(0.2 * shot.pitch))
    x, y = np.rint(shot.centers[patch - 1]).astype(int)
    part = shot.pixels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
    return np.asarray(linear(part).mean(axis=(0, 1)))


def _lab(shot: Shot, patch: int) -> Floats:
    from shadematch.color import lab_from_xyz, xyz_from_linear_srgb

    return np.asarray(lab_from_xyz(xyz_from_linear_srgb(_patch_light(shot, patch))))


SIZES = (300, 150, 100, 70)
COVERS: Mapping[str, Sequence[Sequence[float]]] = {
    "tuned": [(0.45, 0.28, 0.20), (0.20, 0.20, 0.20), (0.02, 0.02, 0.02)],
    "held out": [(0.60, 0.41, 0.32), (0.15, 0.09, 0.06), (0.36, 0.36, 0.37), (0.04, 0.035, 0.035)],
}
"""Skin, gray and black; the second half was not looked at while the finder was built."""


def perturbations(half: str, backgrounds: Sequence[Codes]) -> dict[str, list[Perturb]]:
    """Name of a cell -> what is done to each photograph, for one half of covers and backgrounds."""
    cells: dict[str, list[Perturb]] = {
        f"turned {n} degrees": [partial(turned, degrees=n)] for n in (20, 45, 180)
    }
    cells["tilt 0.28"] = [partial(tilted, amount=0.28)]
    cells |= {f"EV {stops:+d}": [partial(exposed, stops=stops)] for stops in (-4, 1)}
    cells["blur 4"] = [partial(blurred, sigma=4)]
    cells["noise 25"] = [partial(noisy, sd=25)]
    cells["shading 75 %"] = [partial(shaded, fall=0.75)]
    cells["glare spot"] = [glaring]
    cells["JPEG quality 10"] = [partial(compressed, quality=10)]
    for count in (1, 2, 3, 4):
        name = f"{count} hidden patch{'es' if count > 1 else ''}"
        cells[name] = [partial(covered, count=count, cover=cover) for cover in COVERS[half]]
    for size in SIZES:
        cells[f"{size} px, filling the frame"] = [partial(filling, length=size)]
        cells[f"{size} px in a large frame"] = [
            partial(in_large_frame, length=size, background=background) for background in backgrounds
        ]
    return cells
