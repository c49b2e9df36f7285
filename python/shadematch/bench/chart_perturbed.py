# SPDX-License-Identifier: Apache-2.0
"""The eight photographs with the largest charts, spoiled in every way of `perturb`; OpenCV's detector beside.

A chart counts as right if all 24 centers lie within 0.33 pitch of the truth, in order. Where patches are
hidden, a row more counts the pictures in which exactly the hidden ones do not count. Each cell is measured on
two halves that differ in every random number, in the covers and in the backgrounds: the thresholds of the
finder were chosen on the half "tuned", none of them on "held out".
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from shadematch.bench.opencv_mcc import NAME, NOT_INSTALLED, OpenCV
from shadematch.bench.perturb import Codes, Perturb, Shot, perturbations
from shadematch.bench.photographs import CHART, REAL_PHOTOS, real
from shadematch.bench.row import Row, Target

if TYPE_CHECKING:
    from shadematch.chart import Chart

BENCH = "chart-perturbed"
IN_PLACE = 0.33
"""A center within this share of the patch pitch counts as found."""
BACKGROUNDS = {"tuned": ("china.jpg", "brick.png"), "held out": ("coffee.png", "grass.png")}
COUNT = 8


@dataclass
class Cell:
    """What came of one perturbation."""

    cases: int = 0
    right: int = 0
    wrong: int = 0
    marked: int = 0
    opencv: int = 0
    offsets: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure every cell on both halves."""
    shots = largest(COUNT)
    if not shots:
        yield Row(BENCH, "cells", None, "", note="the photographs are in the repository: run it there")
        return
    with OpenCV() as opencv:
        for half in BACKGROUNDS:
            offsets: list[float] = []
            for name, each in perturbations(half, backgrounds(half)).items():
                report(f"{BENCH}: {half}, {name}")
                cell = measured(shots, each, f"{half} {name}", opencv)
                offsets += cell.offsets
                yield from _cell_rows(f"{name}, {half}", cell, opencv.installed, detail=half == "tuned")
            median = float(np.median(offsets)) if offsets else None
            title = f"largest center offset, median, {half}"
            yield Row(BENCH, title, median, "pitch", {}, Target(at_most=0.04), len(offsets))


def _cell_rows(name: str, cell: Cell, installed: bool, *, detail: bool) -> Iterator[Row]:
    against = {NAME: float(cell.opencv)} if installed else {}
    note = "; ".join(([] if installed else [NOT_INSTALLED]) + cell.failed)
    target = Target(at_least=cell.cases)
    yield Row(
        BENCH, f"{name}: right", cell.right, "charts", against, target, cell.cases, note=note, detail=detail
    )
    yield Row(BENCH, f"{name}: wrong", cell.wrong, "charts", {}, Target(at_most=0), cell.cases, detail=True)
    if "hidden" in name:
        title = f"{name}: the right ones marked"
        yield Row(BENCH, title, cell.marked, "charts", {}, target, cell.cases, detail=detail)


def largest(count: int) -> list[tuple[str, Shot]]:
    """Photographs of the repository with the largest charts, by name."""
    photographs = [each for each in real() if each.centers]
    shots = [
        (each.path.stem, Shot(pixels_of(each.path.name), np.array(each.centers))) for each in photographs
    ]
    return sorted(shots, key=lambda shot: -shot[1].length)[:count]


def backgrounds(half: str) -> list[Codes]:
    """Pictures without a chart that large frames are filled with."""
    return [pixels_of(name) for name in BACKGROUNDS[half]]


def pixels_of(name: str) -> Codes:
    """8-bit RGB of a photograph of the repository."""
    with Image.open(REAL_PHOTOS / name) as image:
        return np.asarray(image.convert("RGB"))


def measured(shots: Sequence[tuple[str, Shot]], each: Sequence[Perturb], seed: str, opencv: OpenCV) -> Cell:
    """Do every perturbation of a cell to every photograph; large frames take turns with the backgrounds."""
    cell = Cell()
    for number, (name, shot) in enumerate(shots):
        chosen = list(enumerate(each))
        if "large frame" in seed:
            chosen = [chosen[number % len(chosen)]]
        for k, perturb in chosen:
            rng = np.random.default_rng(zlib.crc32(f"{seed} {k} {name}".encode()))
            judge(perturb(shot, rng), name, cell, opencv)
    return cell


def judge(shot: Shot, name: str, cell: Cell, opencv: OpenCV) -> None:
    """Look for the chart of one picture, with both finders."""
    import shadematch as sm

    cell.cases += 1
    answer = opencv.look(shot.pixels)
    cell.opencv += (
        answer is not None and answer.centers is not None and offset(answer.centers, shot) <= IN_PLACE
    )
    try:
        chart = sm.find_chart(sm.photo_from_array(shot.pixels, encoding="srgb"), CHART)
    except sm.ChartNotFound as error:
        cell.failed.append(f"{name}: {error.code}")
        return
    off = offset(np.asarray(chart.centers), shot)
    if off > IN_PLACE:
        cell.wrong += 1
        cell.failed.append(f"{name}: wrong by {off:.2f} pitch")
        return
    cell.right += 1
    cell.offsets.append(off)
    cell.marked += marked(chart, shot)


def offset(centers: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", shot: Shot) -> float:
    """Largest distance of a center from the truth, in pitches."""
    return float(np.linalg.norm(centers - shot.centers, axis=1).max() / shot.pitch)


def marked(chart: "Chart", shot: Shot) -> bool:
    """Whether exactly the hidden patches do not count."""
    invalid = {patch.id for patch in chart.patches if not patch.valid}
    return shot.hidden <= invalid <= shot.hidden | shot.either
