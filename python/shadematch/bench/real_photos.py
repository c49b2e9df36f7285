# SPDX-License-Identifier: Apache-2.0
"""Real photographs: error of chart patches that the fit did not see, beside other programs on the same.

The edition of these charts is unknown; for each photograph, and for all methods alike, the one with the
lesser error of the plain 3 x 3 matrix counts. Our figures do not rest on what a calibration says of itself:
the patch is spoiled in the photograph, and all is fitted anew, the choice of the model included.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from shadematch.bench import baselines
from shadematch.bench.hidden_patch import predict_hidden
from shadematch.bench.photographs import CHART, Real, real
from shadematch.bench.row import Row, Target

BENCH = "real-photos"
_TARGETS = {"mean": 2.8, "p95": 5.4}
_CHI2_3_90 = 6.251388631170325
"""0.90 quantile of chi-square with 3 degrees of freedom."""
_ELSEWHERE = "the photographs are in the repository: run it there"


@dataclass(frozen=True)
class Errors:
    """Left-out errors (mean, 95th percentile) of one photograph, CIEDE2000.

    `covered` tells for each patch whether its published value, which is right within the tolerance of the
    edition only, lies in the 90 % region of its prediction.
    """

    ours: tuple[float, float]
    reported: tuple[float, float]
    others: Mapping[str, tuple[float, float]]
    covered: list[bool]


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure the photographs of the repository."""
    import shadematch as sm

    found: list[Errors] = []
    refused = []
    with baselines.peers() as peers:
        for photograph in real():
            if not photograph.centers:
                continue
            report(f"{BENCH}: {photograph.path.name}")
            try:
                found.append(errors_of(photograph, peers))
            except sm.ShadematchError as error:
                refused.append(f"{photograph.path.name} {error.code}")
    for index, (name, limit) in enumerate(_TARGETS.items()):
        yield _row(name, index, found, limit, peers.note)
    yield _coverage(found)
    yield Row(
        BENCH, "photographs refused", len(refused), "photographs", cases=len(found), note=", ".join(refused)
    )


def _row(name: str, index: int, found: list[Errors], limit: float, note: str) -> Row:
    title = f"left-out patches, {name} (averaged over photographs)"
    if not found:
        return Row(BENCH, title, None, "ΔE00", note=_ELSEWHERE)
    against = {"as the calibration reports it": float(np.mean([errors.reported[index] for errors in found]))}
    against |= {
        other: float(np.mean([errors.others[other][index] for errors in found])) for other in found[0].others
    }
    ours = float(np.mean([errors.ours[index] for errors in found]))
    return Row(BENCH, title, ours, "ΔE00", against, Target(at_most=limit), len(found), note=note)


def _coverage(found: list[Errors]) -> Row:
    title = "left-out patches inside the 90 % region"
    covered = [each for errors in found for each in errors.covered]
    if not covered:
        return Row(BENCH, title, None, "%", note=_ELSEWHERE)
    target = Target(at_least=85, at_most=95)
    return Row(BENCH, title, 100 * float(np.mean(covered)), "%", {}, target, len(covered))


def errors_of(photograph: Real, peers: baselines.Peers) -> Errors:
    """Leave out every patch of one photograph in turn."""
    import shadematch as sm
    from shadematch.difference import delta_e_ciede2000

    photo = sm.read_photo(photograph.path)
    charts = [sm.find_chart(photo, CHART, edition=name) for name in _editions()]
    chart = min(charts, key=lambda each: float(baselines.left_out(baselines.matrix, each).mean()))
    held_out = sm.calibrate(chart).held_out
    tolerance = chart.definition.edition(chart.edition).tolerance_delta_e
    published = tolerance**2 / 3 * np.eye(3)
    differences, covered = [], []
    for hidden in predict_hidden(photo, chart):
        off = hidden.lab - hidden.reference
        differences.append(float(delta_e_ciede2000(hidden.reference, hidden.lab)))
        covered.append(bool(off @ np.linalg.solve(hidden.covariance + published, off) <= _CHI2_3_90))
    others = {name: _summary(baselines.left_out(fit, chart)) for name, fit in peers.fits.items()}
    return Errors(_summary(np.array(differences)), (held_out.mean, held_out.p95), others, covered)


def _editions() -> list[str]:
    from shadematch.chart import chart_definition

    return [edition.name for edition in chart_definition(CHART).editions]


def _summary(errors: baselines.Floats) -> tuple[float, float]:
    return float(np.mean(errors)), float(np.percentile(errors, 95))
