# SPDX-License-Identifier: Apache-2.0
"""Rendered photographs: how far scalp and hair are from the truth, beside simpler ways on the same pixels."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shadematch.bench import baselines
from shadematch.bench.photographs import COUNT, SEED, Opened, Rendered, open_photo, rendered
from shadematch.bench.row import Row, Target

BENCH = "calibration"
REGIONS = ("scalp", "hair", "stubble")
_CHI2_3_95 = 7.814727903251179
"""0.95 quantile of chi-square with 3 degrees of freedom."""
_TARGETS: dict[str, tuple[float | None, float | None]] = {
    "scalp": (0.8, 1.6),
    "hair": (0.7, 1.5),
    "stubble": (None, None),
}
"""CIEDE2000 mean and 95th percentile that the calibration is to reach."""


@dataclass(frozen=True)
class Case:
    """One region of one photograph."""

    region: str
    encoding: str
    skin: str
    ours: float
    srgb: float
    matrix: float
    covered: bool


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure all rendered photographs."""
    import shadematch as sm

    cases: list[Case] = []
    refused: Counter[str] = Counter()
    for index, photograph in enumerate(rendered(report), start=1):
        report(f"{BENCH}: photograph {index} of {COUNT}")
        try:
            cases += cases_of(
                photograph, open_photo(photograph.path, edition=photograph.truth["chart"]["edition"])
            )
        except sm.ShadematchError as error:
            refused[error.code] += 1
    for region in REGIONS:
        yield from _region_rows(region, [case for case in cases if case.region == region])
    reasons = ", ".join(f"{code} {count}" for code, count in sorted(refused.items()))
    yield Row(
        BENCH, "photographs refused", sum(refused.values()), "of 60", cases=COUNT, seed=SEED, note=reasons
    )


def cases_of(photograph: Rendered, opened: Opened) -> list[Case]:
    """Measure scalp and hair of one photograph."""
    import shadematch as sm

    truth = photograph.truth
    matrix = baselines.fit_3x3(*baselines.patches(opened.chart))
    light = np.asarray(opened.photo)
    found = []
    for region in REGIONS:
        entry = truth["regions"][region]
        lab = np.array(entry["lab"])
        reading = sm.measure(opened.lab, entry["polygon"])
        mean = light[_mask(entry["polygon"], *light.shape[:2])].mean(axis=0, dtype=np.float64)
        off = reading.lab - lab
        found.append(
            Case(
                region,
                truth["encoding"],
                truth["ita_class"],
                ours=_difference(lab, reading.lab),
                srgb=_difference(lab, baselines.assume_srgb(mean)),
                matrix=_difference(lab, baselines.apply_3x3(matrix, mean)),
                covered=bool(off @ np.linalg.solve(reading.covariance, off) <= _CHI2_3_95),
            )
        )
    return found


def _mask(polygon: Sequence[Sequence[float]], height: int, width: int) -> npt.NDArray[np.bool_]:
    from PIL import Image, ImageDraw

    image = Image.new("1", (width, height))
    ImageDraw.Draw(image).polygon([(x, y) for x, y in polygon], fill=1)
    return np.asarray(image)


def _difference(truth: npt.ArrayLike, lab: npt.ArrayLike) -> float:
    from shadematch.difference import delta_e_ciede2000

    return float(delta_e_ciede2000(np.asarray(truth), np.asarray(lab)))


def _region_rows(region: str, cases: list[Case]) -> Iterator[Row]:
    mean, p95 = (None if limit is None else Target(at_most=limit) for limit in _TARGETS[region])
    yield _row(f"{region}, mean", cases, np.mean, mean)
    yield _row(f"{region}, 95th percentile", cases, _p95, p95)
    parts = {case.encoding: case.encoding for case in cases} | {
        case.skin: f"{case.skin} skin" for case in cases
    }
    for part in sorted(parts) if region != "stubble" else []:
        some = [case for case in cases if part in (case.encoding, case.skin)]
        yield _row(f"{region}, {parts[part]}, mean", some, np.mean, detail=True)
        yield _row(f"{region}, {parts[part]}, 95th percentile", some, _p95, detail=True)
    covered = 100 * float(np.mean([case.covered for case in cases])) if cases else None
    target = Target(at_least=90, at_most=98)
    yield Row(BENCH, f"{region}, truth inside the 95 % region", covered, "%", {}, target, len(cases), SEED)


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def _row(
    name: str,
    cases: list[Case],
    of: Callable[[list[float]], float],
    target: Target | None = None,
    *,
    detail: bool = False,
) -> Row:
    if not cases:
        return Row(BENCH, name, None, "ΔE00", target=target, seed=SEED, note="every photograph was refused")
    against = {
        "assume sRGB": float(of([case.srgb for case in cases])),
        "3x3": float(of([case.matrix for case in cases])),
    }
    ours = float(of([case.ours for case in cases]))
    return Row(BENCH, name, ours, "ΔE00", against, target, len(cases), SEED, detail=detail)
