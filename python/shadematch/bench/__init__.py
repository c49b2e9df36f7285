# SPDX-License-Identifier: Apache-2.0
"""Measured figures: every row beside what it is compared with, in the same run, with a fixed seed.

A new bench is one module with ``rows(report) -> Iterator[Row]`` and one line in `BENCHES`; one of rendered
photographs takes their number too, ``rows(report, *, count)``, and has its name in `RENDERED`.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from shadematch.bench.row import Row, Target

__all__ = ["BENCHES", "IN_PARTS", "ON_REQUEST", "RENDERED", "Row", "Target", "parts_of", "run"]

Report = Callable[[str], None]

BENCHES: dict[str, str] = {
    "calibration": "shadematch.bench.calibration",
    "real-photos": "shadematch.bench.real_photos",
    "profiles": "shadematch.bench.profiles",
    "repeatability": "shadematch.bench.repeatability",
    "chart": "shadematch.bench.chart",
    "light": "shadematch.bench.light",
    "chart-perturbed": "shadematch.bench.chart_perturbed",
    "whole-way": "shadematch.bench.whole_way",
    "gates": "shadematch.bench.gates",
    "formulation": "shadematch.bench.formulation",
    "mixing": "shadematch.bench.mixing",
    "speed": "shadematch.bench.speed",
    "calibration-oracle": "shadematch.bench.calibration_oracle",
}
"""Name on the command line -> module."""

ON_REQUEST = ("calibration-oracle",)
"""Run only if named: it says where an error comes from, not how large it is."""

RENDERED = ("calibration", "whole-way", "gates", "calibration-oracle")
"""Benches of rendered photographs, whose number can be chosen."""

IN_PARTS = ("speed",)
"""Benches that can be run in part: ``rows(report, *, parts)``, and the parts' names in their `PARTS`."""


def run(
    names: Sequence[str],
    report: Report = lambda _: None,
    *,
    count: int | None = None,
    parts: Sequence[str] = (),
) -> Iterator[Row]:
    """Rows of the benches named, as they are measured.

    Parameters
    ----------
    names
        Of `BENCHES`.
    report
        Gets a line about what is under way.
    count
        Number of rendered photographs, for the benches of `RENDERED`; None: each its own.
    parts
        Of the benches of `IN_PARTS`; empty: all of each.
    """
    for name in names:
        options: dict[str, Any] = {} if count is None or name not in RENDERED else {"count": count}
        if name in IN_PARTS:
            options["parts"] = parts
        yield from import_module(BENCHES[name]).rows(report, **options)


def parts_of(name: str) -> tuple[str, ...]:
    """Names of the parts of a bench; none for one that runs as a whole.

    >>> parts_of("speed")[:2], parts_of("chart")
    (('ciede2000', 'pixels'), ())
    """
    return import_module(BENCHES[name]).PARTS if name in IN_PARTS else ()
