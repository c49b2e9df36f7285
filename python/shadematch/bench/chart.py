# SPDX-License-Identifier: Apache-2.0
"""Real photographs: is the chart found, in its place and order, and none where there is none."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from shadematch.bench.photographs import CHART, Real, real
from shadematch.bench.row import Row, Target

BENCH = "chart"
_IN_PLACE = 0.33
"""A center within this share of the patch pitch counts as found."""


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Look at every photograph of the repository."""
    verdicts: dict[str, list[str]] = {"right": [], "wrong": [], "missed": [], "false": [], "none": []}
    offsets, seconds = [], []
    for photograph in real():
        report(f"{BENCH}: {photograph.path.name}")
        verdict, offset, elapsed = look(photograph)
        verdicts[verdict].append(photograph.path.name)
        seconds.append(elapsed)
        offsets += [] if offset is None else [offset]
    shown = sum(len(verdicts[name]) for name in ("right", "wrong", "missed"))
    empty = len(verdicts["false"]) + len(verdicts["none"])
    if not shown:
        yield Row(
            BENCH,
            "charts right",
            None,
            "photographs",
            note="the photographs are in the repository: run it there",
        )
        return
    yield _count("right", verdicts, shown, Target(at_least=shown))
    yield _count("wrong", verdicts, shown, Target(at_most=0))
    yield _count("missed", verdicts, shown, Target(at_most=0))
    yield _count("false", verdicts, empty, Target(at_most=0))
    yield Row(BENCH, "median offset", _median(offsets), "pitch", {}, Target(at_most=0.04), len(offsets))
    yield Row(BENCH, "median time", _median(seconds), "s", {}, Target(at_most=0.3), len(seconds))
    yield Row(BENCH, "longest time", max(seconds), "s", {}, Target(at_most=2.0), len(seconds))


def _count(verdict: str, verdicts: dict[str, list[str]], cases: int, target: Target) -> Row:
    title = "charts found where there is none" if verdict == "false" else f"charts {verdict}"
    names = "" if verdict == "right" else ", ".join(verdicts[verdict])
    return Row(BENCH, title, len(verdicts[verdict]), "photographs", {}, target, cases, note=names)


def _median(values: list[float]) -> float | None:
    return float(np.median(values)) if values else None


def look(photograph: Real) -> tuple[str, float | None, float]:
    """Verdict, median center offset in pitches, seconds."""
    import shadematch as sm

    photo = sm.read_photo(photograph.path)
    start = time.perf_counter()
    try:
        chart = sm.find_chart(photo, CHART)
    except sm.ChartNotFound:
        return "missed" if photograph.centers else "none", None, time.perf_counter() - start
    elapsed = time.perf_counter() - start
    if not photograph.centers:
        return "false", None, elapsed
    off = np.linalg.norm(np.asarray(chart.centers) - np.array(photograph.centers), axis=1) / chart.pitch_px
    right = bool(np.all(off <= _IN_PLACE))
    return "right" if right else "wrong", float(np.median(off)), elapsed
