# SPDX-License-Identifier: Apache-2.0
"""What color each patch is meant to have: Lab that office printers reach on white paper, D50 / 2 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Named = tuple[str, tuple[float, float, float]]

SKIN: list[Named] = [
    ("very light skin", (74, 9, 14)),
    ("light skin", (68, 11, 17)),
    ("intermediate skin", (61, 12, 18)),
    ("tan skin", (53, 13, 20)),
    ("brown skin", (43, 12, 17)),
    ("dark skin", (33, 9, 11)),
]
HAIR: list[Named] = [("brown hair", (27, 7, 9)), ("light brown hair", (47, 8, 20))]
STRONG: list[Named] = [
    ("red", (44, 54, 30)),
    ("yellow", (82, 2, 70)),
    ("sky", (60, -9, -32)),
    ("dark brown", (24, 6, 7)),
    ("green", (52, -36, 28)),
    ("blue", (38, 12, -42)),
    ("orange", (63, 35, 56)),
    ("magenta", (50, 47, -12)),
    ("violet", (34, 25, -32)),
    ("lime", (72, -22, 52)),
    ("teal", (50, -28, -9)),
    ("chestnut", (33, 15, 19)),
]
SOFT: list[Named] = [
    ("rose", (72, 24, 8)),
    ("straw", (84, 0, 32)),
    ("mist", (76, -6, -14)),
    ("bark", (38, 10, 22)),
    ("sage", (66, -15, 14)),
    ("slate", (42, -1, -18)),
    ("apricot", (76, 18, 32)),
    ("mauve", (58, 20, -12)),
    ("plum", (28, 18, -9)),
    ("olive", (46, -8, 30)),
    ("pine", (34, -18, 9)),
    ("wine", (30, 28, 10)),
]
WHITE, BLACK = 96.0, 20.0
"""L of the ends of the neutral ramp; black is what ink on plain paper still reaches."""


@dataclass(frozen=True)
class Palette:
    """Colors in the order of the patches, as 8-bit sRGB codes that the printer is sent."""

    names: list[str]
    codes: NDArray[np.uint8]
    neutrals: list[int]
    skin: list[int]

    @property
    def lab(self) -> NDArray[np.float64]:
        """(n, 3) Lab that the codes stand for."""
        from shadematch.color import lab_from_srgb

        return np.asarray(lab_from_srgb(self.codes / 255.0), dtype=np.float64)


def palette(patches: int) -> Palette:
    """Colors of a card: skin in the first row, neutrals from white to black in the last, the rest between.

    Examples
    --------
    >>> small = palette(24)
    >>> small.names[0], small.neutrals, small.codes[18].tolist()
    ('very light skin', [19, 20, 21, 22, 23, 24], [243, 243, 243])
    """
    from shadematch.color import srgb_from_lab

    small = patches == len(SKIN) + len(STRONG) + 6
    top = SKIN if small else SKIN + HAIR
    middle = STRONG if small else STRONG + SOFT
    count = patches - len(top) - len(middle)
    steps = np.linspace(WHITE, BLACK, count)
    ramp: list[Named] = [(f"neutral {L:.0f}", (float(L), 0.0, 0.0)) for L in steps]
    colors = [*top, *middle, *ramp]
    codes = np.rint(np.asarray(srgb_from_lab([lab for _, lab in colors])) * 255).astype(np.uint8)
    return Palette(
        names=[name for name, _ in colors],
        codes=codes,
        neutrals=list(range(patches - count + 1, patches + 1)),
        skin=list(range(1, len(SKIN) + 1)),
    )
