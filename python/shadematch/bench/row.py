# SPDX-License-Identifier: Apache-2.0
"""One measured figure, beside what it is compared with in the same run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Target:
    """What a figure should reach.

    >>> str(Target(at_most=0.8)), Target(at_most=0.8).met(0.9)
    ('<= 0.8', False)
    >>> str(Target(at_least=90, at_most=98)), Target(at_least=90, at_most=98).met(95)
    ('90 .. 98', True)
    """

    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Whether a figure reaches it; NaN never does."""
        high_enough = self.at_least is None or value >= self.at_least
        return high_enough and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        """Write the limits as people read them."""
        if self.at_least is None:
            return f"<= {self.at_most:g}"
        if self.at_most is None:
            return f">= {self.at_least:g}"
        same = self.at_least == self.at_most
        return f"= {self.at_most:g}" if same else f"{self.at_least:g} .. {self.at_most:g}"


@dataclass(frozen=True)
class Row:
    """A figure of a bench.

    Attributes
    ----------
    bench, row : str
        Where it belongs and what it is.
    value : float or None
        None: not measured, `note` says why.
    unit : str
    against : mapping of name to float
        The same figure of other methods, on the same cases in the same run.
    target : Target or None
    cases : int
        Number of cases behind the figure.
    seed : int or None
        Of what was drawn at random.
    note : str
    detail : bool
        A part of another row, left out of the table of the README.
    """

    bench: str
    row: str
    value: float | None
    unit: str
    against: Mapping[str, float] = field(default_factory=dict)
    target: Target | None = None
    cases: int = 0
    seed: int | None = None
    note: str = ""
    detail: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without a target or a figure."""
        return None if self.target is None or self.value is None else self.target.met(self.value)

    def document(self) -> dict[str, Any]:
        """Plain values, ready for JSON (``schemas/bench.schema.json``)."""
        return {
            "bench": self.bench,
            "row": self.row,
            "value": self.value,
            "unit": self.unit,
            "against": dict(self.against),
            "target": None if self.target is None else str(self.target),
            "met": self.met,
            "cases": self.cases,
            "seed": self.seed,
            "note": self.note,
        }

    def cells(self) -> tuple[str, ...]:
        """Cells of a table for people: bench, row, value, unit, against and note, target, met, cases."""
        value = self.note if self.value is None else f"{self.value:.3g}"
        figures = [f"{name} {number:.3g}" for name, number in self.against.items()]
        against = ", ".join([*figures, self.note] if self.note and self.value is not None else figures)
        met = {True: "yes", False: "no", None: ""}[self.met]
        target = "" if self.target is None else str(self.target)
        return (self.bench, self.row, value, self.unit, against, target, met, str(self.cases))
