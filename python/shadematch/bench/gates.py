# SPDX-License-Identifier: Apache-2.0
"""Capture gates: is every injected fault refused for what it is, and are good photographs let through.

The limits (quality/data/capture_gates.csv) were set on photographs of `TUNING_SEED`; these are of another.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shadematch.bench.row import Row, Target

if TYPE_CHECKING:
    from shadematch.quality import QualityReport
    from shadematch.region import Reading
    from shadematch.simulate.faults import Fault
    from shadematch.simulate.layout import Polygon
    from shadematch.simulate.scene import Scene

BENCH = "gates"
SEED = 51_977
TUNING_SEED = 17
COUNT = 40
_SIZE = {"width": 800, "height": 600}
_REPEATS = ({"white_level": 0.62, "jpeg_quality": 90}, {"white_level": 0.74, "jpeg_quality": 86})
"""Two more photographs of the scalp: exposed and compressed in another way."""


@dataclass(frozen=True)
class Look:
    """What became of one photograph."""

    refusal: str = ""
    report: "QualityReport | None" = None
    reading: "Reading | None" = None

    def red(self) -> set[str]:
        """Gates that refuse it."""
        gates = self.report.gates if self.report else []
        return {each.gate for each in gates if each.verdict == "red"}

    def amber(self) -> set[str]:
        """Gates that warn."""
        gates = self.report.gates if self.report else []
        return {each.gate for each in gates if each.verdict == "amber"}


def look(scene: "Scene", regions: "Mapping[str, Polygon]", repeats: "Sequence[Reading]" = ()) -> Look:
    """Send a photograph the whole way to its gates."""
    import shadematch as sm

    try:
        photo = sm.read_photo(scene.jpeg)
        chart = sm.find_chart(photo)
        calibration = sm.calibrate(chart)
        lab = calibration.to_lab(photo)
        readings = {name: sm.measure(lab, [(x, y) for x, y in polygon]) for name, polygon in regions.items()}
    except sm.ChartNotFound:
        return Look("chart_not_found")
    except sm.MeasurementRefused as error:
        return Look(error.code)
    again = {"scalp": repeats} if repeats else {}
    report = sm.assess_capture(photo, chart, calibration, readings, repeats=again)
    return Look(report=report, reading=readings["scalp"])


def polygons(scene: "Scene") -> "dict[str, Polygon]":
    """Regions of a scene by name."""
    return {name: region["polygon"] for name, region in scene.truth["regions"].items()}


def error_of(scene: "Scene", reading: "Reading") -> float:
    """CIEDE2000 of the scalp from the truth."""
    import shadematch as sm

    return float(sm.delta_e_ciede2000(np.array(scene.truth["regions"]["scalp"]["lab"]), reading.lab))


@dataclass(frozen=True)
class Clean:
    """Three good photographs of one scalp."""

    look: Look
    readings: "list[Reading]"
    error: float | None


def clean(seed: int, index: int) -> Clean:
    """Render and assess them; the first is judged."""
    from shadematch.simulate.faults import clean_scene

    readings = []
    for options in _REPEATS:
        scene = clean_scene(seed, index, **_SIZE, **options)
        reading = look(scene, {"scalp": polygons(scene)["scalp"]}).reading
        readings += [] if reading is None else [reading]
    scene = clean_scene(seed, index, **_SIZE)
    found = look(scene, {"scalp": polygons(scene)["scalp"]}, readings)
    return Clean(found, readings, error_of(scene, found.reading) if found.reading else None)


def faulty(fault: "Fault", seed: int, index: int, readings: "Sequence[Reading]") -> tuple[Look, float | None]:
    """Render and assess one photograph with a fault; the error of its scalp if that was measured."""
    from shadematch.simulate.faults import faulty_scene

    scene = faulty_scene(fault, seed, index, **_SIZE)
    regions = fault.regions(scene.design, polygons(scene))
    found = look(scene, regions, readings if fault.third else ())
    same = found.reading is not None and regions["scalp"] == polygons(scene)["scalp"]
    return found, error_of(scene, found.reading) if same and found.reading else None


def is_caught(fault: "Fault", found: Look) -> bool:
    """Whether the photograph is refused for what is wrong with it."""
    return found.refusal in fault.refusals if found.refusal else bool(found.red() & set(fault.gates))


def rows(report: Callable[[str], None], *, seed: int = SEED, count: int = COUNT) -> Iterator[Row]:
    """Inject every fault into `count` photographs."""
    from shadematch.simulate.faults import FAULTS

    good = []
    for index in range(count):
        report(f"{BENCH}: good photograph {index + 1} of {count}")
        good.append(clean(seed, index))
    yield from _alarms(good, seed)
    shares = []
    for fault in FAULTS:
        missed: Counter[str] = Counter()
        for index in range(count):
            report(f"{BENCH}: {fault.name}, {index + 1} of {count}")
            found, _ = faulty(fault, seed, index, good[index].readings)
            if not is_caught(fault, found):
                missed[found.refusal or ", ".join(sorted(found.red())) or "let through"] += 1
        shares.append(100 * (1 - sum(missed.values()) / count))
        note = "; ".join(f"{how} {times}" for how, times in missed.most_common())
        title = f"caught: {fault.name}"
        yield Row(BENCH, title, shares[-1], "%", {}, Target(at_least=95), count, seed, note, detail=True)
    yield Row(BENCH, "least share of a fault that is refused for what it is", min(shares), "%", {},
              Target(at_least=95), count * len(FAULTS), seed)  # fmt: skip


def _alarms(good: Sequence[Clean], seed: int) -> Iterator[Row]:
    alarms = Counter(gate for each in good for gate in each.look.red() or {each.look.refusal} - {""})
    refused = sum(bool(each.look.red() or each.look.refusal) for each in good)
    warned = Counter(gate for each in good for gate in each.look.amber())
    title = "good photographs refused"
    value = 100 * refused / len(good)
    note = ", ".join(f"{gate} {times}" for gate, times in alarms.most_common())
    yield Row(BENCH, title, value, "%", {}, Target(at_most=2), len(good), seed, note)
    ambers = 100 * sum(bool(each.look.amber()) for each in good) / len(good)
    note = ", ".join(f"{gate} {times}" for gate, times in warned.most_common())
    yield Row(BENCH, "good photographs with a warning", ambers, "%", {}, None, len(good), seed, note)
