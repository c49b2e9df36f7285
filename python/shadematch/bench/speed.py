# SPDX-License-Identifier: Apache-2.0
"""Speed as ratios: every repetition runs each contestant once, medians count, nothing is gated on seconds."""

import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np
import numpy.typing as npt

from shadematch.bench import speed_search, speed_start
from shadematch.bench.row import Row, Target
from shadematch.bench.speed_program import BENCH, program_rows

SEED = 1
_REPETITIONS = 21
_COLORS = 262_144
_NOISY = 0.10


@dataclass(frozen=True)
class Timing:
    """Seconds of one call: the median, and half the way from the 10 % to the 90 % point as a share of it."""

    median: float
    spread: float


TOPICS = ("ciede2000", "pixels", "search-1e5", "search-1e6", "search-1e7", "photo")
"""Of the compiled program."""

PARTS = (*TOPICS, "python", "picture", "start")
"""What can be asked for alone, in the order of the table."""


def rows(report: Callable[[str], None], *, parts: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of the compiled program, then those of Python; all, or those of some `PARTS`."""
    asked = set(parts or PARTS)
    if topics := [topic for topic in TOPICS if topic in asked]:
        yield from program_rows(report, topics)
    for part, rows_of in _IN_PYTHON.items():
        if part in asked:
            report(f"{BENCH}: {part}")
            yield from rows_of()


def _python_rows() -> Iterator[Row]:
    from shadematch.difference import delta_e_ciede2000

    rng = np.random.default_rng(SEED)
    single = rng.uniform([0, -60, -60], [100, 60, 60], (_COLORS, 3)).astype(np.float32)
    colors = single.astype(np.float64)
    target = np.array([45.0, 4.0, 10.0])
    peers, missing = _peers(target, colors)
    timings = medians(
        {
            "float64": lambda: delta_e_ciede2000(target, colors),
            "float32": lambda: delta_e_ciede2000(target[None].astype(np.float32), single),
            **peers,
        }
    )
    some = np.array([delta_e_ciede2000(target, color) for color in colors[:2000]])
    in_double = np.asarray(delta_e_ciede2000(target, colors))[:2000]
    in_single = np.asarray(delta_e_ciede2000(target[None].astype(np.float32), single))[:2000]
    apart = {peer: np.abs(np.asarray(call())[:2000] - some).max() for peer, call in peers.items()}
    error = {"float64": np.abs(in_double - some).max(), "float32": np.abs(in_single / some - 1).max()}
    for name, at_least, kind in (("float64", 15.0, "absolute"), ("float32", 40.0, "relative")):
        ours = timings[name]
        for peer in peers:
            spread = max(ours.spread, timings[peer].spread)
            noisy = ", noisy" if spread > _NOISY else ""
            yield Row(
                BENCH,
                f"CIEDE2000 from Python, one to (262144, 3), {name}, times {peer}",
                timings[peer].median / ours.median,
                "x",
                {"ours Mpairs/s": _rate(ours), f"{peer} Mpairs/s": _rate(timings[peer])},
                Target(at_least=at_least),
                _COLORS,
                SEED,
                f"error {error[name]:.1e} {kind}, {peer}'s {apart[peer]:.1e} absolute; "
                f"spread ±{100 * spread:.0f} %{noisy}",
            )
        for peer in missing:
            row = f"CIEDE2000 from Python, one to (262144, 3), {name}, times {peer}"
            yield Row(
                BENCH, row, None, "x", target=Target(at_least=at_least), note=f"{peer} is not installed"
            )


def _rate(timing: Timing) -> float:
    return _COLORS / timing.median / 1e6


def _peers(
    target: npt.NDArray[np.float64], colors: npt.NDArray[np.float64]
) -> tuple[dict[str, Callable[[], npt.ArrayLike]], list[str]]:
    """Make the peers that are installed, in double as they compute; and name those that are not."""
    peers: dict[str, Callable[[], npt.ArrayLike]] = {}
    missing = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it names the optional packages that it misses
            from colour.difference import delta_E_CIE2000
        peers["colour-science"] = lambda: delta_E_CIE2000(target, colors)
    except ImportError:
        missing.append("colour-science")
    try:
        skimage = import_module("skimage.color")
        targets = np.tile(target, (len(colors), 1))  # it wants both of one shape
        peers["scikit-image"] = lambda: skimage.deltaE_ciede2000(targets, colors)
    except ImportError:
        missing.append("scikit-image")
    return peers, missing


def medians(
    contestants: Mapping[str, Callable[[], object]], repetitions: int = _REPETITIONS
) -> dict[str, Timing]:
    """Thread-CPU time of each contestant; the order turns from one repetition to the next."""
    names = list(contestants)
    times: dict[str, list[float]] = {name: [] for name in names}
    for repetition in range(repetitions + 1):
        turn = repetition % len(names)
        for name in names[turn:] + names[:turn]:
            start = time.thread_time()
            contestants[name]()
            if repetition:
                times[name].append(time.thread_time() - start)
    return {name: _timing(values) for name, values in times.items()}


def _timing(seconds: list[float]) -> Timing:
    median = statistics.median(seconds)
    low, high = np.quantile(seconds, [0.1, 0.9])
    return Timing(median, float(high - low) / 2 / median)


_IN_PYTHON: dict[str, Callable[[], Iterator[Row]]] = {
    "python": _python_rows,
    "picture": lambda: speed_search.rows(BENCH, SEED, medians),
    "start": lambda: speed_start.rows(BENCH),
}
