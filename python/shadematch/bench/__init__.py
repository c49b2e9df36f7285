# SPDX-License-Identifier: Apache-2.0
"""Measured figures: every row beside what it is compared with, in the same run, with a fixed seed.

A new bench is one module with ``rows(report) -> Iterator[Row]`` and one line in `BENCHES`.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from shadematch.bench.row import Row, Target

__all__ = ["BENCHES", "Row", "Target", "run"]

Report = Callable[[str], None]

BENCHES: dict[str, str] = {
    "calibration": "shadematch.bench.calibration",
    "real-photos": "shadematch.bench.real_photos",
    "chart": "shadematch.bench.chart",
    "whole-way": "shadematch.bench.whole_way",
    "speed": "shadematch.bench.speed",
}
"""Name on the command line -> module."""


def run(names: Sequence[str], report: Report = lambda _: None) -> Iterator[Row]:
    """Rows of the benches named, as they are measured; `report` gets a line about what is under way."""
    for name in names:
        yield from import_module(BENCHES[name]).rows(report)
