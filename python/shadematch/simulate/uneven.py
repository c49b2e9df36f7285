# SPDX-License-Identifier: Apache-2.0
"""Photographs in uneven light: a lamp near the scalp, white paper around the chart, and the flat card.

The card is lit and photographed like the scene: same camera, light, exposure and tone curve, other noise.
"""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.design import SceneDesign
from shadematch.simulate.encode import jpeg_bytes
from shadematch.simulate.raster import Plane, polygon_mask, smooth_noise

Polygon = list[list[float]]

CARD_REFLECTANCE = 0.80
PAPER_REFLECTANCE = 0.86


@dataclass(frozen=True)
class Lamp:
    """A small lamp `height` above the scalp over the place (`x`, `y`).

    Lengths in halves of the picture's width; (0, 0) is the picture's center.
    """

    x: float
    y: float
    height: float

    def field(self, width: int, height: int) -> Plane:
        """Irradiance of a plane, at most 1: the cosine over the square of the distance."""
        half = width / 2
        x = (np.arange(width, dtype=np.float32) - (width - 1) / 2) / half
        y = (np.arange(height, dtype=np.float32) - (height - 1) / 2) / half
        square = (x[None, :] - self.x) ** 2 + (y[:, None] - self.y) ** 2 + self.height**2
        light: Plane = ((square.min() / square) ** 1.5).astype(np.float32)
        return light


def draw_lamp(rng: np.random.Generator) -> Lamp:
    """Draw a desk lamp beside the head: light over the picture falls by 30 to 70 %."""
    direction = rng.uniform(0, 2 * np.pi)
    aside = rng.uniform(0.4, 0.9)
    return Lamp(
        float(aside * np.cos(direction)), float(aside * np.sin(direction)), float(rng.uniform(1.5, 2.5))
    )


def paper_areas(design: SceneDesign) -> list[Polygon]:
    """Six pieces of paper: above and below the chart, and in the corners of the free side."""
    w, h = design.width, design.height
    left, right = (0.235, 0.95) if design.chart_on_left else (0.765, 0.05)
    places = [
        (left - 0.12, 0.045),
        (left + 0.12, 0.045),
        (left - 0.12, 0.955),
        (left + 0.12, 0.955),
        (right, 0.55),
        (right, 0.965),
    ]
    half_w, half_h = 0.03 * w, 0.025 * h
    return [
        [
            [round(x * w + sx * half_w, 1), round(y * h + sy * half_h, 1)]
            for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        for x, y in places
    ]


def lay_papers(raw: Plane, papers: list[Polygon], rng: np.random.Generator) -> None:
    """Paint the papers over sensor values, each a little lighter or darker than the others; in place."""
    height, width = raw.shape[:2]
    for paper in papers:
        raw[polygon_mask(paper, width, height)] = PAPER_REFLECTANCE * np.exp(rng.normal(0, 0.01))


def flat_photo(design: SceneDesign, *, lamp: Lamp | None = None, exposure: float = 1.0) -> bytes:
    """Photograph of a white card that fills the frame, JPEG.

    Parameters
    ----------
    design : SceneDesign
        Of the photograph that it belongs to.
    lamp : Lamp, optional
        As for `shadematch.simulate.render`.
    exposure : float
        Of the card against the photograph.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.simulate import draw_design
    >>> from shadematch.simulate.uneven import flat_photo
    >>> flat = flat_photo(draw_design(1, width=480, height=360, gradient=(0.3, 0.0, 0.0)))
    >>> round(sm.fit_light_field(sm.light_from_flat(sm.read_photo(flat))).light_ratio(), 1)
    1.3
    """
    from shadematch.simulate.scene import photograph

    rng = np.random.default_rng([design.seed, design.index, 2])
    grain = 0.004 * smooth_noise(rng, design.width, design.height, 3)
    card: Floats = exposure * CARD_REFLECTANCE * np.exp(grain)
    raw = np.repeat(card.astype(np.float32)[..., None], 3, axis=2)
    pixels = photograph(design, raw, np.zeros_like(grain), rng, lamp=lamp)
    return jpeg_bytes(pixels, design.jpeg_quality, design.subsampling)
