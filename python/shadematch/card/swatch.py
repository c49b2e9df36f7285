# SPDX-License-Identifier: Apache-2.0
"""A color on a screen or a printed page: Lab (D50, 2 degrees) -> sRGB, and whether sRGB can show it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_VISIBLE_LOSS_DELTA_E_AB = 1.0
"""A clipped color that moves less than this still looks like itself."""
_DARK_INK_ABOVE_L = 60


@dataclass(frozen=True)
class Swatch:
    """A color to draw; `in_gamut` is False where sRGB cannot show it and the nearest codes stand for it."""

    hex: str
    in_gamut: bool
    ink: str


def swatch(lab: Sequence[float]) -> Swatch:
    """Paint one Lab color (D50, 2 degrees), with the ink (black or white) that reads well on it.

    >>> swatch((53.585, 0, 0))
    Swatch(hex='#808080', in_gamut=True, ink='#ffffff')
    >>> swatch((50, 0, -120)).in_gamut
    False
    """
    from shadematch.color import lab_from_srgb, srgb_from_lab

    wanted = np.asarray(lab, dtype=float)
    codes = srgb_from_lab(wanted)
    loss = float(np.linalg.norm(lab_from_srgb(codes) - wanted))
    red, green, blue = (round(255 * float(value)) for value in codes)
    ink = "#000000" if wanted[0] > _DARK_INK_ABOVE_L else "#ffffff"
    return Swatch(f"#{red:02x}{green:02x}{blue:02x}", loss <= _VISIBLE_LOSS_DELTA_E_AB, ink)
