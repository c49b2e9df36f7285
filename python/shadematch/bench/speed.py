# SPDX-License-Identifier: Apache-2.0
"""Speed as ratios: every repetition runs each contestant once, medians count, nothing is gated on seconds."""

import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from shadematch.bench.row import Row

BENCH = "speed"
SEED = 1
_REPETITIONS = 21
_COLORS = 32_768


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """One target against many colors."""
    from shadematch.difference import delta_e_ciede2000

    report(f"{BENCH}: CIEDE2000")
    rng = np.random.default_rng(SEED)
    colors = rng.uniform([0, -60, -60], [100, 60, 60], (_COLORS, 3))
    target = np.array([45.0, 4.0, 10.0])
    contestants: dict[str, Callable[[], object]] = {
        "shadematch": lambda: delta_e_ciede2000(target, colors),
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it names the optional packages that it misses
            from colour.difference import delta_E_CIE2000
    except ImportError:
        note = "colour-science is not installed"
    else:
        note = ""
        contestants["colour-science"] = lambda: delta_E_CIE2000(target, colors)
    seconds = medians(contestants)
    ours = seconds.pop("shadematch")
    rate = _COLORS / ours / 1e6
    yield Row(
        BENCH,
        "CIEDE2000, one against 32 768",
        rate,
        "Mpairs/s",
        _rates(seconds),
        None,
        _REPETITIONS,
        SEED,
        note,
    )
    for name, other in seconds.items():
        yield Row(BENCH, f"CIEDE2000, times {name}", other / ours, "x", {}, None, _REPETITIONS, SEED, note)


def _rates(seconds: Mapping[str, float]) -> dict[str, float]:
    return {name: _COLORS / value / 1e6 for name, value in seconds.items()}


def medians(
    contestants: Mapping[str, Callable[[], object]], repetitions: int = _REPETITIONS
) -> dict[str, float]:
    """Median thread-CPU seconds of each contestant; the order turns from one repetition to the next."""
    names = list(contestants)
    times: dict[str, list[float]] = {name: [] for name in names}
    for repetition in range(repetitions + 1):
        turn = repetition % len(names)
        for name in names[turn:] + names[:turn]:
            start = time.thread_time()
            contestants[name]()
            if repetition:
                times[name].append(time.thread_time() - start)
    return {name: statistics.median(values) for name, values in times.items()}
