# SPDX-License-Identifier: Apache-2.0
"""Rendered photographs in strongly uneven light: what a flat card and white paper take away.

Two families of light, half of the photographs each: a small lamp near the head, and an exponential plane
with a bowl. ``even light`` is the same scene without the fall of light: what is left then is not light.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from shadematch.bench.row import Row

if TYPE_CHECKING:
    from shadematch.chart import Chart
    from shadematch.photo import Photo
    from shadematch.simulate import Lamp, SceneDesign

BENCH = "light"
COUNT = 24
SEED = 20261122
REGIONS = ("scalp", "hair")
WAYS = ("none", "flat, as decoded", "flat", "paper", "even light")
_CHI2_3_95 = 7.814727903251179
Errors = dict[tuple[str, str], list[tuple[float, bool]]]


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure each photograph in every way."""
    errors: Errors = {(way, region): [] for way in WAYS for region in REGIONS}
    for index in range(COUNT):
        report(f"{BENCH}: photograph {index + 1} of {COUNT}")
        _measure(index, errors)
    for region in REGIONS:
        base = {
            way: float(np.mean([error for error, _ in errors[way, region]]))
            for way in ("none", "flat, as decoded", "even light")
        }
        for way in ("flat", "paper"):
            cases = errors[way, region]
            values = [error for error, _ in cases]
            yield Row(
                BENCH, f"{region}, {way}, mean", float(np.mean(values)), "ΔE00", base, None, COUNT, SEED
            )
            p95 = {name: _p95(errors[name, region]) for name in base}
            yield Row(BENCH, f"{region}, {way}, 95th percentile", _p95(cases), "ΔE00", p95, None, COUNT, SEED)
            inside = {name: _inside(errors[name, region]) for name in ("none", "even light")}
            yield Row(
                BENCH,
                f"{region}, {way}, truth inside the 95 % region",
                _inside(cases),
                "%",
                inside,
                None,
                COUNT,
                SEED,
            )


def uneven(index: int) -> "tuple[SceneDesign, Lamp | None]":
    """Design of a photograph and its lamp; without a lamp the design's own gradient is strong."""
    from shadematch.simulate import draw_design, draw_lamp

    rng = np.random.default_rng([SEED, index])
    gradient = (0.0, 0.0, 0.0)
    lamp = None
    if index % 4 < 2:
        lamp = draw_lamp(rng)
    else:
        fall, direction = rng.uniform(0.5, 0.9), rng.uniform(0, 2 * np.pi)
        gradient = (fall * np.cos(direction), fall * np.sin(direction), float(rng.uniform(-0.15, 0.0)))
    design = draw_design(SEED, index, width=1200, height=900, gradient=gradient)
    # Exposed so that the lightest side is not clipped.
    brightest = float(np.exp((abs(gradient[0]) + abs(gradient[1])) / 2))
    return replace(design, white_level=design.white_level / brightest), lamp


def _measure(index: int, errors: Errors) -> None:
    import shadematch as sm
    from shadematch.simulate import flat_photo, paper_areas, render

    design, lamp = uneven(index)
    even_design = replace(design, gradient=(0.0, 0.0, 0.0))
    papers = paper_areas(design)
    scene = render(design, lamp=lamp, papers=papers)
    photo = sm.read_photo(scene.jpeg)
    even = sm.read_photo(render(even_design, papers=papers).jpeg)
    card = sm.light_from_flat(sm.read_photo(flat_photo(design, lamp=lamp)))
    paper = sm.light_from_paper(photo, [_inner(each) for each in papers])
    decoded = sm.flatten(photo, sm.fit_light_field(card))
    by_card, by_paper = sm.even_light(photo, card), sm.even_light(photo, paper)
    ways = {
        "none": (photo, sm.find_chart(photo)),
        "flat, as decoded": (decoded, sm.find_chart(decoded)),
        "flat": (by_card.photo, by_card.chart),
        "paper": (by_paper.photo, by_paper.chart),
        "even light": (even, sm.find_chart(even)),
    }
    for way, (version, chart) in ways.items():
        for region, found in _errors(version, chart, scene.truth).items():
            errors[way, region].append(found)


def _errors(photo: "Photo", chart: "Chart", truth: dict[str, Any]) -> dict[str, tuple[float, bool]]:
    import shadematch as sm

    lab = sm.calibrate(chart).to_lab(photo)
    found = {}
    for region in REGIONS:
        entry = truth["regions"][region]
        reading, true = sm.measure(lab, entry["polygon"]), np.array(entry["lab"])
        off = reading.lab - true
        inside = bool(off @ np.linalg.solve(reading.covariance, off) <= _CHI2_3_95)
        found[region] = (float(sm.delta_e_ciede2000(true, reading.lab)), inside)
    return found


def _inner(polygon: list[list[float]]) -> list[tuple[float, float]]:
    """Seven tenths of a paper, as a person would mark it."""
    x, y = np.mean(polygon, axis=0)
    return [(x + 0.7 * (px - x), y + 0.7 * (py - y)) for px, py in polygon]


def _p95(cases: list[tuple[float, bool]]) -> float:
    return float(np.percentile([error for error, _ in cases], 95))


def _inside(cases: list[tuple[float, bool]]) -> float:
    return 100 * float(np.mean([inside for _, inside in cases]))
