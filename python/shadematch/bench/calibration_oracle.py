# SPDX-License-Identifier: Apache-2.0
"""What limits the calibration: the same rendered photographs again, each time without one source of error.

The difference from the photographs as they are is what that source costs. Sources do not add up: without one
of them another may weigh more. Only photographs that are measured in every variant count.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from shadematch.bench.calibration import mean_of, p95_of
from shadematch.bench.photographs import CHART, SEED, Rendered, rendered
from shadematch.bench.row import Row

BENCH = "calibration-oracle"
COUNT = 60
REGIONS = ("scalp", "hair")
AS_RENDERED = "as rendered"
TRUE_POSITIONS = "chart positions of the truth"
KNOWN_CAMERA = {"light": {"name": "D65"}, "camera": "Canon EOS 5D Mark II"}
REMOVED: dict[str, dict[str, Any]] = {
    "even light": {"gradient": (0.0, 0.0, 0.0)},
    "no glare": {"glare_spots": 0},
    "no flare": {"flare": 0.0},
    "chart as published": {"chart_scatter_sd": 0.0},
    "no tone curve": {"tone": None},
    "no noise, no JPEG losses": {
        "shot_noise": 0.0,
        "read_noise": 0.0,
        "jpeg_quality": 100,
        "subsampling": "4:4:4",
    },
    "a camera of the prior in D65": KNOWN_CAMERA,
}
"""Name of a variant -> parameters of all its scenes (`shadematch.simulate.design.SceneDesign`)."""
EVERYTHING = "all of these"

Errors = dict[str, float]
"""Region -> CIEDE2000."""


def rows(report: Callable[[str], None], *, count: int = COUNT) -> Iterator[Row]:
    """Measure every variant, then tell what each source costs."""
    found = {name: _measure_all(name, report, count) for name in (AS_RENDERED, *variants(), TRUE_POSITIONS)}
    common = sorted(set.intersection(*(set(errors) for errors in found.values())))
    for region in REGIONS:
        for title, of in (("mean", mean_of), ("95th percentile", p95_of)):
            figures = {
                name: of([errors[index][region] for index in common]) if common else None
                for name, errors in found.items()
            }
            yield from _rows(region, title, figures, len(common), count)


def _rows(
    region: str, title: str, figures: Mapping[str, float | None], cases: int, count: int
) -> Iterator[Row]:
    note = "" if cases == count else f"{count - cases} of {count} refused in some variant"
    base = figures[AS_RENDERED]
    for name, value in figures.items():
        against = {} if base is None or name == AS_RENDERED else {AS_RENDERED: base}
        yield Row(
            BENCH, f"{region}, {name}, {title}", value, "ΔE00", against, None, cases, SEED, note, detail=True
        )


def variants() -> dict[str, dict[str, Any]]:
    """Every variant that is rendered anew, the one without any source among them."""
    together: dict[str, Any] = {}
    for fixed in REMOVED.values():
        together |= fixed
    return REMOVED | {EVERYTHING: together}


def _measure_all(name: str, report: Callable[[str], None], count: int) -> dict[int, Errors]:
    """Errors by index of the photograph, without those that were refused."""
    import shadematch as sm

    fixed = variants().get(name, {})
    folder = name.replace(",", "").replace(" ", "-") if fixed else ""
    photographs = rendered(lambda line: report(f"{BENCH}: {name}: {line}"), count=count, name=folder, **fixed)
    found = {}
    for index, photograph in enumerate(photographs):
        report(f"{BENCH}: {name}: photograph {index + 1} of {count}")
        try:
            found[index] = errors_of(photograph, true_positions=name in (TRUE_POSITIONS, EVERYTHING))
        except sm.ShadematchError:
            continue
    return found


def errors_of(photograph: Rendered, *, true_positions: bool = False) -> Errors:
    """Measure scalp and hair of one photograph."""
    import shadematch as sm

    truth = photograph.truth
    photo, edition = sm.read_photo(photograph.path), truth["chart"]["edition"]
    if true_positions:
        chart = sm.chart_from_corners(photo, CHART, truth["chart"]["corners"], edition=edition)
    else:
        chart = sm.find_chart(photo, CHART, edition=edition)
    image = sm.calibrate(chart).to_lab(photo)
    entries = {region: truth["regions"][region] for region in REGIONS}
    return {
        region: float(sm.delta_e_ciede2000(np.array(entry["lab"]), sm.measure(image, entry["polygon"]).lab))
        for region, entry in entries.items()
    }
