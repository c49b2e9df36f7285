# SPDX-License-Identifier: Apache-2.0
"""Rendered photographs: how far scalp and hair are from the truth, beside other programs on the same pixels.

Ours finds the chart; the others get its true corners, and the same pixels of each region.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shadematch.bench import baselines
from shadematch.bench.photographs import CHART, COUNT, SEED, Opened, Rendered, open_photo, rendered
from shadematch.bench.row import Row, Target
from shadematch.simulate.raster import polygon_mask

BENCH = "calibration"
REGIONS = ("scalp", "hair", "stubble")
PARTS = ("encoding", "light", "skin", "hair")
CHI2_3_95 = 7.814727903251179
"""0.95 quantile of chi-square with 3 degrees of freedom."""
_TARGETS: dict[str, tuple[float | None, float | None]] = {
    "scalp": (0.9, 1.8),
    "hair": (0.8, 1.6),
    "stubble": (None, None),
}
"""CIEDE2000 mean and 95th percentile that the calibration is to reach."""
_REFUSED = 2.0
"""Percent of sound photographs that may be refused."""


@dataclass(frozen=True)
class Case:
    """One region of one photograph; `parts` has what each of `PARTS` is there."""

    region: str
    parts: Mapping[str, str]
    ours: float
    others: Mapping[str, float]
    covered: bool


def rows(report: Callable[[str], None], *, count: int = COUNT) -> Iterator[Row]:
    """Measure all rendered photographs."""
    import shadematch as sm

    cases: list[Case] = []
    refused: Counter[str] = Counter()
    with baselines.peers() as peers:
        for index, photograph in enumerate(rendered(report, count=count), start=1):
            report(f"{BENCH}: photograph {index} of {count}")
            try:
                opened = open_photo(photograph.path, edition=photograph.truth["chart"]["edition"])
                cases += cases_of(photograph, opened, peers)
            except sm.ShadematchError as error:
                refused[error.code] += 1
    for region in REGIONS:
        some = [case for case in cases if case.region == region]
        yield from _headline(region, some, peers.note)
        yield from _parts(region, some)
    reasons = ", ".join(f"{code} {number}" for code, number in sorted(refused.items()))
    share = 100 * sum(refused.values()) / count
    yield Row(BENCH, "photographs refused", share, "%", {}, Target(at_most=_REFUSED), count, SEED, reasons)


def cases_of(photograph: Rendered, opened: Opened, peers: baselines.Peers) -> list[Case]:
    """Measure the regions of one photograph."""
    import shadematch as sm

    truth = photograph.truth
    corners, edition = truth["chart"]["corners"], truth["chart"]["edition"]
    samples = baselines.patches(sm.chart_from_corners(opened.photo, CHART, corners, edition=edition))
    parts = dict(
        zip(PARTS, (truth[key] for key in ("encoding", "light", "ita_class", "hair_class")), strict=True)
    )
    found = []
    for region in REGIONS:
        entry = truth["regions"][region]
        lab = np.array(entry["lab"])
        reading = sm.measure(opened.lab, entry["polygon"])
        light = mean_light(opened, entry["polygon"])[None]
        off = reading.lab - lab
        found.append(
            Case(
                region,
                parts,
                ours=_difference(lab, reading.lab),
                others={name: _difference(lab, fit(*samples, light)[0]) for name, fit in peers.fits.items()},
                covered=bool(off @ np.linalg.solve(reading.covariance, off) <= CHI2_3_95),
            )
        )
    return found


def mean_light(opened: Opened, polygon: list[list[float]]) -> npt.NDArray[np.float64]:
    """Mean linear sRGB (3,) of the pixels of a region that `shadematch.measure` counts as valid."""
    inside = polygon_mask(polygon, opened.lab.width, opened.lab.height).copy()
    inside[inside] = baselines.body_pixels(opened.lab.lab[inside], opened.photo.clipping[inside])
    mean: npt.NDArray[np.float64] = opened.photo.rgb[inside].mean(axis=0, dtype=np.float64)
    return mean


def _difference(truth: npt.ArrayLike, lab: npt.ArrayLike) -> float:
    from shadematch.difference import delta_e_ciede2000

    return float(delta_e_ciede2000(np.asarray(truth), np.asarray(lab)))


def _headline(region: str, cases: list[Case], note: str) -> Iterator[Row]:
    mean, p95 = (None if limit is None else Target(at_most=limit) for limit in _TARGETS[region])
    yield _row(f"{region}, mean", cases, mean_of, mean, note=note)
    yield _row(f"{region}, 95th percentile", cases, p95_of, p95, note=note)
    covered = 100 * float(np.mean([case.covered for case in cases])) if cases else None
    target = Target(at_least=92, at_most=98)
    yield Row(BENCH, f"{region}, truth inside the 95 % region", covered, "%", {}, target, len(cases), SEED)


def _parts(region: str, cases: list[Case]) -> Iterator[Row]:
    """Yield the same figures for each encoding, light, class of skin and of hair."""
    for part in PARTS if region != "stubble" else ():
        for value in sorted({case.parts[part] for case in cases}):
            some = [case for case in cases if case.parts[part] == value]
            name = f"{region}, {part} {value}"
            yield _row(f"{name}, mean", some, mean_of, detail=True)
            yield _row(f"{name}, 95th percentile", some, p95_of, detail=True)


def mean_of(values: list[float]) -> float:
    """Mean."""
    return float(np.mean(values))


def p95_of(values: list[float]) -> float:
    """95th percentile."""
    return float(np.percentile(values, 95))


def _row(
    name: str,
    cases: list[Case],
    of: Callable[[list[float]], float],
    target: Target | None = None,
    *,
    note: str = "",
    detail: bool = False,
) -> Row:
    if not cases:
        return Row(BENCH, name, None, "ΔE00", target=target, seed=SEED, note="every photograph was refused")
    against = {other: of([case.others[other] for case in cases]) for other in cases[0].others}
    if detail:  # which of them it is changes from row to row
        against = {"3x3": against["3x3"], "best of all others": min(against.values())}
    ours = of([case.ours for case in cases])
    return Row(BENCH, name, ours, "ΔE00", against, target, len(cases), SEED, note, detail)
