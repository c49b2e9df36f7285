# SPDX-License-Identifier: Apache-2.0
"""One chart in several photographs and lights: how far its Lab moves, beside simpler ways.

Lab of a patch comes from fits that did not see it; what counts is its CIEDE2000 from the mean over the
photographs. The edition is fixed. Each photograph in turn is the first visit: it chooses the model
(``rung="follow-up"``), and the others follow it (``baseline=``).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shadematch.bench import baselines
from shadematch.bench.photographs import REAL_PHOTOS
from shadematch.bench.row import Row, Target

if TYPE_CHECKING:
    from shadematch.camera import Calibration
    from shadematch.chart import Chart

BENCH = "repeatability"
GROUPS: Mapping[str, tuple[str, int, float]] = {
    "Classic": ("colorchecker-classic", 5, 1.25),
    "Mini": ("colorchecker-mini", 3, 0.8),
}
"""Name -> chart, number of photographs, largest mean CIEDE2000 from the mean."""
Floats = npt.NDArray[np.float64]
Predicted = Mapping[int, Floats]
"""Patch number -> Lab (3,)."""


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure both charts of the repository."""
    for name, (chart, count, limit) in GROUPS.items():
        report(f"{BENCH}: {name}")
        yield from _rows_of(name, photographed(name, chart, count), limit)


def photographed(name: str, chart: str, count: int) -> "list[Chart]":
    """Find one chart in its photographs; none outside the repository."""
    import shadematch as sm

    paths = [REAL_PHOTOS / f"{name.lower()}_{index}.jpg" for index in range(1, count + 1)]
    return [sm.find_chart(sm.read_photo(path), chart) for path in paths if path.exists()]


def _rows_of(name: str, charts: "Sequence[Chart]", limit: float) -> Iterator[Row]:
    title = f"{name}, left-out patches of one chart from their mean over photographs"
    if not charts:
        yield Row(BENCH, title, None, "ΔE00", note="the photographs are in the repository: run it there")
        return
    spreads = {rung: _spread(charts, rung) for rung in ("follow-up", "auto")}
    against = {
        "auto": spreads["auto"][0],
        "3x3": float(distances([left_out(baselines.matrix, chart) for chart in charts]).mean()),
        "uncorrected": float(distances([uncorrected(chart) for chart in charts]).mean()),
    }
    ours, p95, most, chosen = spreads["follow-up"]
    note = f"worst first visit {most:.2f}; models chosen: {chosen}"
    yield Row(BENCH, f"{title}, mean", ours, "ΔE00", against, Target(at_most=limit), len(charts), note=note)
    yield Row(BENCH, f"{title}, p95", p95, "ΔE00", cases=len(charts))
    yield _coverage_row(name, charts)


def _spread(charts: "Sequence[Chart]", rung: str) -> tuple[float, float, float, str]:
    """Mean and 95th percentile, averaged over first visits, mean of the worst, and the models they chose."""
    import shadematch as sm

    found, chosen = [], set()
    for first in charts:
        baseline = sm.calibrate(first, rung=rung)
        chosen.add(baseline.rung)
        far = distances([predicted(sm.calibrate(chart, baseline=baseline)) for chart in charts])
        found.append((float(far.mean()), float(np.percentile(far, 95))))
    means, p95s = zip(*found, strict=True)
    return float(np.mean(means)), float(np.mean(p95s)), max(means), ", ".join(sorted(chosen))


def predicted(calibration: "Calibration") -> Predicted:
    """Lab of every valid patch by the refit that did not see it."""
    patches = json.loads(calibration.to_json())["patches"]
    return {patch["id"]: np.array(patch["predicted"]) for patch in patches if patch["valid"]}


def left_out(fit: baselines.Fit, chart: "Chart") -> Predicted:
    """Lab of every valid patch by a fit to the others."""
    ids = [patch.id for patch in chart.patches if patch.valid]
    rgb, lab = baselines.patches(chart)
    rest = [np.arange(len(ids)) != index for index in range(len(ids))]
    return {
        each: fit(rgb[rest[index]], lab[rest[index]], rgb[index : index + 1])[0]
        for index, each in enumerate(ids)
    }


def uncorrected(chart: "Chart") -> Predicted:
    """Lab of every valid patch with the file taken at its word."""
    lab = baselines.assume_srgb([patch.rgb for patch in chart.patches if patch.valid])
    return dict(zip((patch.id for patch in chart.patches if patch.valid), lab, strict=True))


def distances(photographs: Sequence[Predicted]) -> Floats:
    """CIEDE2000 of each patch in each photograph from the mean over the photographs that all show it."""
    from shadematch.difference import delta_e_ciede2000

    common = sorted(set.intersection(*(set(each) for each in photographs)))
    lab = np.array([[each[patch] for patch in common] for each in photographs])
    return np.asarray(delta_e_ciede2000(np.broadcast_to(lab.mean(axis=0), lab.shape), lab)).ravel()


def _coverage_row(name: str, charts: "Sequence[Chart]") -> Row:
    """How often the 95 % region of a change holds the truth, that a patch has not changed.

    Lab of the two is left out of its fit; the covariance is that of the whole fit, a little smaller.
    """
    import shadematch as sm

    hits, count = 0, 0
    for index, first in enumerate(charts):
        baseline = sm.calibrate(first, rung="follow-up")
        for later in charts[index + 1 :]:
            held = covered(first, baseline, later, sm.calibrate(later, baseline=baseline))
            hits, count = hits + sum(held), count + len(held)
    title = f"{name}, no change inside the 95 % region of a change"
    return Row(BENCH, title, 100.0 * hits / count, "%", target=Target(90, 98), cases=count)


def covered(first: "Chart", baseline: "Calibration", later: "Chart", follow: "Calibration") -> list[bool]:
    """Whether the 95 % region of each patch's change between two photographs holds 0."""
    before, after = predicted(baseline), predicted(follow)
    spread: dict[int, Floats] = {}
    for chart, calibration in ((first, baseline), (later, follow)):
        for patch in chart.patches:
            visit = calibration.visit_covariance(patch.rgb, patch.center)
            spread[patch.id] = spread.get(patch.id, np.zeros((3, 3))) + visit
    chi2 = 7.814727903251179  # 0.95 quantile, 3 degrees of freedom
    steps = {patch: after[patch] - before[patch] for patch in sorted(set(before) & set(after))}
    return [bool(step @ np.linalg.solve(spread[patch], step) <= chi2) for patch, step in steps.items()]
