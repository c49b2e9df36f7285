# SPDX-License-Identifier: Apache-2.0
"""Real photographs: error of chart patches that the fit did not see, beside simpler ways on the same patches.

The edition of these charts is unknown; for each photograph, and for all methods alike, the one with the
lesser error of the plain 3 x 3 matrix counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from shadematch.bench import baselines
from shadematch.bench.photographs import CHART, Real, real
from shadematch.bench.row import Row, Target

BENCH = "real-photos"
_TARGETS = {"mean": 2.9, "p95": 5.5}


@dataclass(frozen=True)
class Errors:
    """Left-out errors of one photograph, CIEDE2000."""

    ours: tuple[float, float]
    matrix: tuple[float, float]
    srgb: tuple[float, float]


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure the photographs of the repository."""
    import shadematch as sm

    found: list[Errors] = []
    refused = []
    for photograph in real():
        if not photograph.centers:
            continue
        report(f"{BENCH}: {photograph.path.name}")
        try:
            found.append(_errors(photograph))
        except sm.ShadematchError as error:
            refused.append(f"{photograph.path.name} {error.code}")
    for index, (name, limit) in enumerate(_TARGETS.items()):
        yield _row(name, index, found, limit)
    yield Row(
        BENCH, "photographs refused", len(refused), "photographs", cases=len(found), note=", ".join(refused)
    )


def _row(name: str, index: int, found: list[Errors], limit: float) -> Row:
    title = f"left-out patches, {name} (averaged over photographs)"
    if not found:
        return Row(BENCH, title, None, "ΔE00", note="the photographs are in the repository: run it there")
    against = {
        "3x3": float(np.mean([errors.matrix[index] for errors in found])),
        "assume sRGB": float(np.mean([errors.srgb[index] for errors in found])),
    }
    ours = float(np.mean([errors.ours[index] for errors in found]))
    return Row(BENCH, title, ours, "ΔE00", against, Target(at_most=limit), len(found))


def _errors(photograph: Real) -> Errors:
    import shadematch as sm
    from shadematch.difference import delta_e_ciede2000

    photo = sm.read_photo(photograph.path)
    charts = [sm.find_chart(photo, CHART, edition=name) for name in _editions()]
    chart = min(charts, key=lambda each: float(baselines.left_out_3x3(each).mean()))
    held_out = sm.calibrate(chart).held_out
    rgb, lab = baselines.patches(chart)
    trusted = np.asarray(delta_e_ciede2000(lab, baselines.assume_srgb(rgb)))
    return Errors((held_out.mean, held_out.p95), _summary(baselines.left_out_3x3(chart)), _summary(trusted))


def _editions() -> list[str]:
    from shadematch.chart import chart_definition

    return [edition.name for edition in chart_definition(CHART).editions]


def _summary(errors: "np.typing.NDArray[np.float64]") -> tuple[float, float]:
    return float(np.mean(errors)), float(np.percentile(errors, 95))
