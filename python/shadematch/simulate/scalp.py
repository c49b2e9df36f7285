# SPDX-License-Identifier: Apache-2.0
"""The scalp before the chart lies on it: skin that varies, stubble as real short hairs, a dense lock."""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.design import SceneDesign
from shadematch.simulate.layout import Layout
from shadematch.simulate.raster import Mask, Plane, bump, resize_plane, smooth_noise, splat
from shadematch.simulate.skin_table import SkinTable

_COARSE = 4
_PIECES = 9


@dataclass(frozen=True)
class Cover:
    """Area fractions and relief of every pixel, the same for every response."""

    ln_melanin: Plane
    ln_blood: Plane
    stubble: Plane
    lock: Plane
    relief: Plane

    def paint(self, skin: SkinTable, hair: Floats, response: Floats) -> Plane:
        """Values (h, w, k) under a response (36, k): skin, stubble on it, the lock over both."""
        height, width = self.stubble.shape
        coarse = skin.paint(response, self.ln_melanin, self.ln_blood)
        hair_value = (hair @ response).astype(np.float32)
        planes = []
        for channel in range(coarse.shape[2]):
            plane = resize_plane(coarse[..., channel], width, height) * self.relief
            plane += self.stubble * (hair_value[channel] - plane)
            plane += self.lock * (hair_value[channel] * self.relief - plane)
            planes.append(plane)
        return np.stack(planes, axis=-1)


def _smooth_step(value: Plane) -> Plane:
    t = np.clip(value, 0.0, 1.0)
    step: Plane = t * t * (3.0 - 2.0 * t)
    return step


def _drift(design: SceneDesign, pigment: int, w: int, h: int) -> Plane:
    """Plane of ln melanin (0) or ln blood (1): a forehead is no crown. A draw of its own changes no other."""
    rng = np.random.default_rng([design.seed, design.index, 4, pigment])
    x, y = (design.skin_drift * rng.standard_normal(2)).astype(np.float32)
    across, down = np.linspace(-1, 1, w, dtype=np.float32), np.linspace(-1, 1, h, dtype=np.float32)
    plane: Plane = x * across[None, :] + y * down[:, None]
    return plane


def _skin_fields(design: SceneDesign, layout: Layout, rng: np.random.Generator) -> tuple[Plane, Plane]:
    """Coarse ln melanin and ln blood: gentle blotches, redness, a pale scar."""
    w, h = design.width // _COARSE, design.height // _COARSE
    melanin = 0.05 * smooth_noise(rng, w, h, 60) + 0.03 * smooth_noise(rng, w, h, 12)
    blood = 0.10 * smooth_noise(rng, w, h, 45) + 0.06 * smooth_noise(rng, w, h, 9)

    if design.skin_drift:
        melanin, blood = melanin + _drift(design, 0, w, h), blood + _drift(design, 1, w, h)

    def disc(shape: tuple[tuple[float, float], tuple[float, float]], edge: float) -> Plane:
        (x, y), (rx, ry) = shape
        distance = bump(w, h, (x / _COARSE, y / _COARSE), (rx / _COARSE, ry / _COARSE))
        return _smooth_step((1.0 + edge - distance) / (2 * edge))

    if design.redness:
        blood = blood + np.float32(1.1) * disc(layout.blush, 0.3)
    if design.scar:
        scar = disc(layout.scar, 0.2)
        melanin, blood = melanin - np.float32(0.9) * scar, blood - np.float32(0.5) * scar
    return melanin, blood


def _stubble(design: SceneDesign, layout: Layout, rng: np.random.Generator) -> Plane:
    """Each hair is a short stroke, in groups as follicles stand, thinning out towards the hairline."""
    w, h, px = design.width, design.height, design.px_per_mm
    count = int(design.stubble_per_mm2 * (w / px) * (layout.hairline / px + 2))
    root = rng.uniform((0, -2 * px), (w, layout.hairline), (count, 2))
    bays = np.interp(root[:, 0], np.linspace(0, w, 12), rng.uniform(0, 5 * px, 12))
    keep = rng.random(count) < np.clip((layout.hairline - bays - root[:, 1]) / (12 * px), 0, 1)
    root = root[keep]
    angle = rng.normal(np.pi / 2, 0.35, len(root))
    length = design.stubble_length_mm * px * np.exp(rng.normal(0, 0.2, len(root)))
    diameter = design.hair_diameter_mm * px * np.exp(rng.normal(0, 0.15, len(root)))
    direction = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * length[:, None]
    along = (np.arange(_PIECES) + 0.5) / _PIECES
    points = root[:, None, :] + direction[:, None, :] * along[None, :, None]
    area = np.repeat(diameter * length / _PIECES, _PIECES)
    return splat(points.reshape(-1, 2), area, w, h)


def draw_cover(design: SceneDesign, layout: Layout, rng: np.random.Generator) -> Cover:
    """Everything about the scalp that does not depend on light or camera."""
    w, h = design.width, design.height
    melanin, blood = _skin_fields(design, layout, rng)
    stubble = _stubble(design, layout, rng)
    tips = resize_plane(rng.standard_normal((h // 70 + 2, w // 5), dtype=np.float32), w, h)
    fringe = bump(w, h, *layout.lock) + 0.05 * tips + 0.03 * smooth_noise(rng, w, h, 40)
    lock = _smooth_step((1.08 - fringe) / 0.16)
    pores = 0.012 * smooth_noise(rng, w, h, 3) + 0.010 * smooth_noise(rng, w, h, 9)
    strands = 0.10 * resize_plane(rng.standard_normal((h // 40 + 2, w // 3), dtype=np.float32), w, h)
    relief = np.exp(pores * (1 - lock) + strands * lock)
    return Cover(melanin, blood, stubble, lock, relief.astype(np.float32))


def glare_field(design: SceneDesign, rng: np.random.Generator) -> tuple[Plane, Mask]:
    """Mirrored light in units of the white level, and where it exceeds 2 %."""
    w, h = design.width, design.height
    glare = np.zeros((h, w), np.float32)
    side = (0.5, 0.97) if design.chart_on_left else (0.03, 0.5)
    for _ in range(design.glare_spots):
        center = (float(rng.uniform(*side)) * w, float(rng.uniform(0.05, 0.95)) * h)
        radius = float(rng.uniform(0.008, 0.022)) * w
        distance = bump(w, h, center, (radius, radius * float(rng.uniform(0.5, 1.0))))
        glare += np.float32(rng.uniform(0.15, 0.9)) * np.exp(-(distance**2))
    return glare, glare > 0.02
