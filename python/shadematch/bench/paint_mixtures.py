# SPDX-License-Identifier: Apache-2.0
"""84 measured oil paints (Geldof et al. 2018): which mixtures are predicted from which others.

Task A: tints of a pigment with zinc white. Task B: shades with bone black. Task C: grays of the two. One
sample is left out at a time; what its family may learn from is every other sample of
the same two or three paints.
"""

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources

from shadematch.film import Drawdown, DrawdownTable, read_drawdowns

WHITE, BLACK = "ZincWhite", "BoneBlack"
_TASKS: Mapping[str, str] = {
    "A": "01BC 02BC 03BC 04BCF 05BC 06BC 09BC 10BC 11BC 12BC 13BCFG 14BC 15BC",
    "B": "03DE 04DE 05DE 06DE 09DE 10DE 11DE 12D 14DE 15DE",
    "C": "07CDEF",
}
_OTHER_BINDER = "07B"
"""Zinc white in another oil: never learned from."""


def task(name: str) -> list[str]:
    """List the samples of a task, ``"01B"`` and so on.

    >>> len(task("A")), len(task("B")), task("C")
    (29, 19, ['07C', '07D', '07E', '07F'])
    """
    return [group[:2] + letter for group in _TASKS[name].split() for letter in group[2:]]


@dataclass(frozen=True)
class Sample:
    """One paint over its two cards; `parts` are weight fractions of the paints that it holds."""

    name: str
    parts: Mapping[str, float]
    over: Mapping[str, Drawdown]

    @property
    def pigment(self) -> str | None:
        """The paint that is neither the white nor the black."""
        return next((name for name in self.parts if name not in (WHITE, BLACK)), None)

    @property
    def family(self) -> tuple[str, ...]:
        """Paints among which it is predicted."""
        return (*(() if self.pigment is None else (self.pigment,)), WHITE, BLACK)


@functools.cache
def samples() -> dict[str, Sample]:
    """All samples by name."""
    with resources.as_file(
        resources.files("shadematch") / "data" / "mixing" / "revigo_paint_mixtures.csv"
    ) as path:
        table = read_drawdowns(path)
    names = sorted(set(table.samples))
    return {name: _sample(name, table) for name in names}


def _sample(name: str, table: DrawdownTable) -> Sample:
    at = [index for index, sample in enumerate(table.samples) if sample == name]
    fractions = zip(table.stocks, table.drawdowns[at[0]].fractions, strict=True)
    over = {table.cards[index]: table.drawdowns[index] for index in at}
    return Sample(name, {stock: part for stock, part in fractions if part > 0}, over)


def training(family: Collection[str], *, without: Collection[str]) -> list[Sample]:
    """List what samples may be predicted from: all others that hold paints of their family only."""
    left_out = {*without, _OTHER_BINDER}
    return [
        other for name, other in samples().items() if set(other.parts) <= set(family) and name not in left_out
    ]


def family_drawdown(sample: Sample, card: str, family: tuple[str, ...], *, doubt: float = 1.0) -> Drawdown:
    """Give the drawdown of a sample its fractions in the order of `family`."""
    own = sample.over[card]
    fractions = [sample.parts.get(name, 0.0) for name in family]
    return Drawdown(name=own.name, fractions=fractions, film=own.film, background=own.background, doubt=doubt)
