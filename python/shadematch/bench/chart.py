# SPDX-License-Identifier: Apache-2.0
"""Real photographs: is the chart found, in its place and order, and none where none is; OpenCV's beside."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from shadematch.bench.chart_perturbed import IN_PLACE, offset
from shadematch.bench.opencv_mcc import NAME, NOT_INSTALLED, OpenCV
from shadematch.bench.perturb import Codes, Floats, Shot
from shadematch.bench.photographs import CHART, Real, real
from shadematch.bench.row import Row, Target

BENCH = "chart"
_MEGAPIXELS = 3.0


@dataclass(frozen=True)
class Look:
    """What one finder said about one photograph, and the processor time it took."""

    verdict: str
    offset: float | None
    seconds: float


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Look at every photograph of the repository with both finders."""
    photographs = real()
    if not any(photograph.centers for photograph in photographs):
        note = "the photographs are in the repository: run it there"
        yield Row(BENCH, "charts right", None, "photographs", note=note)
        return
    ours: dict[str, Look] = {}
    theirs: dict[str, Look] = {}
    times: list[float] = []
    their_times: list[float] = []
    with OpenCV() as opencv:
        for photograph in photographs:
            report(f"{BENCH}: {photograph.path.name}")
            ours[photograph.path.name] = look(photograph)
            large = at_three_megapixels(pixels_of(photograph))
            times.append(_found(large)[1])
            if opencv.installed:
                theirs[photograph.path.name] = opencv_look(opencv, photograph)
                answer = opencv.look(large)
                their_times += [] if answer is None else [answer.seconds]
    yield from _count_rows(ours, theirs)
    yield from _offset_and_time_rows(ours, theirs, times, their_times)


def _count_rows(ours: dict[str, Look], theirs: dict[str, Look]) -> Iterator[Row]:
    shown = sum(each.verdict in ("right", "wrong", "missed") for each in ours.values())
    targets = {
        "right": Target(at_least=shown),
        "wrong": Target(at_most=0),
        "missed": Target(at_most=0),
        "false": Target(at_most=0),
    }
    for verdict, target in targets.items():
        title = "charts found where there is none" if verdict == "false" else f"charts {verdict}"
        names = [name for name, each in ours.items() if each.verdict == verdict and verdict != "right"]
        against = {NAME: float(sum(e.verdict == verdict for e in theirs.values()))} if theirs else {}
        note = "; ".join(([] if theirs else [NOT_INSTALLED]) + names)
        cases = len(ours) - shown if verdict == "false" else shown
        count = sum(each.verdict == verdict for each in ours.values())
        yield Row(BENCH, title, count, "photographs", against, target, cases, note=note)


def _offset_and_time_rows(
    ours: dict[str, Look], theirs: dict[str, Look], times: list[float], their_times: list[float]
) -> Iterator[Row]:
    offsets, their_offsets = (
        [each.offset for each in looks.values() if each.offset is not None] for looks in (ours, theirs)
    )
    for title, of, limit in (("median", np.median, 0.04), ("largest", np.max, None)):
        target = None if limit is None else Target(at_most=limit)
        against = {NAME: float(of(their_offsets))} if their_offsets else {}
        value = float(of(offsets)) if offsets else None
        name = "median of the largest center offset" if title == "median" else "largest center offset of all"
        yield Row(BENCH, name, value, "pitch", against, target, len(offsets))
    for title, of, limit in (("median", np.median, 0.3), ("longest", np.max, 2.0)):
        against = {NAME: float(of(their_times))} if their_times else {}
        name = f"{title} time at 3 megapixels or more, one core"
        yield Row(BENCH, name, float(of(times)), "s", against, Target(at_most=limit), len(times))


def pixels_of(photograph: Real) -> Codes:
    """8-bit RGB codes as they are in the file."""
    with Image.open(photograph.path) as image:
        return np.asarray(image.convert("RGB"))


def at_three_megapixels(pixels: Codes) -> Codes:
    """Enlarge smaller pictures; larger ones stay."""
    scale = (1e6 * _MEGAPIXELS / (pixels.shape[0] * pixels.shape[1])) ** 0.5
    if scale <= 1:
        return pixels
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))


def _found(pixels: Codes) -> tuple[Floats | None, float]:
    import shadematch as sm

    photo = sm.photo_from_array(pixels, encoding="srgb")
    start = time.process_time()
    try:
        chart = sm.find_chart(photo, CHART)
    except sm.ChartNotFound:
        return None, time.process_time() - start
    return np.asarray(chart.centers, dtype=float), time.process_time() - start


def look(photograph: Real) -> Look:
    """Find the chart of a photograph file."""
    import shadematch as sm

    photo = sm.read_photo(photograph.path)
    start = time.process_time()
    try:
        centers = np.asarray(sm.find_chart(photo, CHART).centers, dtype=float)
    except sm.ChartNotFound:
        return verdict(photograph, None, time.process_time() - start)
    return verdict(photograph, centers, time.process_time() - start)


def opencv_look(opencv: OpenCV, photograph: Real) -> Look:
    """Find it with OpenCV."""
    answer = opencv.look(pixels_of(photograph))
    if answer is None:
        raise RuntimeError(f"{NAME}: expected an answer, got none")
    return verdict(photograph, answer.centers, answer.seconds)


def verdict(photograph: Real, centers: Floats | None, seconds: float) -> Look:
    """Compare centers with the truth: right, wrong, missed; false and none where there is no chart."""
    if centers is None:
        return Look("missed" if photograph.centers else "none", None, seconds)
    if not photograph.centers:
        return Look("false", None, seconds)
    off = offset(centers, Shot(np.zeros((1, 1, 3), np.uint8), np.array(photograph.centers)))
    return Look("right" if off <= IN_PLACE else "wrong", off if off <= IN_PLACE else None, seconds)
