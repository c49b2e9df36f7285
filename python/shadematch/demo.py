# SPDX-License-Identifier: Apache-2.0
"""The main job on the two photographs that the package ships, compared with the published result."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from shadematch.camera import Calibration
    from shadematch.chart import Chart
    from shadematch.photo import Photo
    from shadematch.region import Reading

Document = dict[str, Any]
Polygon = list[tuple[float, float]]

_CHART = "colorchecker-classic"
_REGIONS = {"hair": "stubble", "scalp": "scalp"}
"""Name of the target -> region of the rendered scalp."""
_CARPET: Polygon = [(20, 250), (220, 250), (150, 800), (20, 800)]
"""The carpet beside the chart of camera.jpg: the surface that is taken as the target."""
_TOLERANCE = {"delta_e_lab": 0.5, "delta_e": 0.5}
"""Largest difference from the published result that still counts as the same, CIEDE2000. Wider than rounding:
other versions of OpenCV, of the JPEG decoder and other processors move a center or a code by a little."""


def _data(name: str) -> "Traversable":
    return files("shadematch") / "data" / "demo" / name


def camera_photo() -> bytes:
    """Read the real photograph that the package ships (MIT licence, see camera-LICENSE.txt)."""
    return _data("camera.jpg").read_bytes()


def scalp_photo() -> bytes:
    """Read the rendered scalp that the package ships; no person is shown."""
    return _data("demo_scalp.jpg").read_bytes()


def scalp_truth() -> Document:
    """Read what is true of the rendered scalp (``shadematch simulate`` wrote it)."""
    truth: Document = json.loads(_data("demo_scalp.json").read_text(encoding="utf-8"))
    return truth


def scalp_regions() -> dict[str, Polygon]:
    """Give the regions of hair and bare scalp on the rendered photograph, polygons in pixels.

    The hair that a mix imitates is the shaved stubble, skin between the hairs included, not the strand.
    """
    regions = scalp_truth()["regions"]
    return {name: [(x, y) for x, y in regions[region]["polygon"]] for name, region in _REGIONS.items()}


@dataclass
class _Steps:
    """Prints one line a step, with its time."""

    quiet: bool
    rows: list[Document] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Time a step; the function that it yields adds what came out."""
        said: list[str] = []
        start = time.perf_counter()
        yield said.append
        seconds = time.perf_counter() - start
        self.rows.append({"step": name, "seconds": seconds, "result": "; ".join(said)})
        if not self.quiet:
            print(f"{seconds:6.2f} s  {name}: {'; '.join(said)}")


@dataclass(frozen=True)
class _Calibrated:
    photo: "Photo"
    chart: "Chart"
    calibration: "Calibration"
    readings: dict[str, "Reading"]


def run(out: Path, *, quiet: bool = False) -> Document:
    """Do the main job twice and write ``out/card.html``.

    Parameters
    ----------
    out : Path
        Folder of the card; made if missing.
    quiet : bool
        Print nothing.

    Returns
    -------
    dict
        Steps with their times, results of both photographs, ``same_as_published`` and ``differences``.
    """
    from shadematch.cli.provenance import versions

    steps = _Steps(quiet)
    camera = _camera(steps)
    scalp = _scalp(steps, out)
    found = differences({"camera": camera, "scalp": scalp}, published())
    if not quiet:
        print(
            "same as published"
            if not found
            else "differs from the published result:\n  " + "\n  ".join(found)
        )
        print(f"card: {out / 'card.html'}")
    return {
        "schema": "shadematch-demo/1",
        "versions": versions(),
        "steps": steps.rows,
        "camera": camera,
        "scalp": scalp,
        "card": str(out / "card.html"),
        "same_as_published": not found,
        "differences": found,
    }


def _calibrated(steps: _Steps, name: str, source: bytes, regions: Mapping[str, Polygon]) -> _Calibrated:
    import shadematch as sm

    with steps.step(f"{name}, read") as say:
        photo = sm.read_photo(source)
        say(f"{photo.width} x {photo.height} pixels")
    with steps.step(f"{name}, chart") as say:
        chart = sm.find_chart(photo, _CHART)
        valid = sum(patch.valid for patch in chart.patches)
        say(f"{valid} of {len(chart.patches)} patches, confidence {chart.confidence:.2f}")
    with steps.step(f"{name}, calibrate") as say:
        calibration = sm.calibrate(chart)
        errors = calibration.held_out
        say(calibration.rung)
        say(
            f"left-out patches are predicted within CIEDE2000 {errors.mean:.2f} on average, "
            f"{errors.p95:.2f} at the 95th percentile"
        )
    with steps.step(f"{name}, measure") as say:
        lab = calibration.to_lab(photo)
        readings = {region: sm.measure(lab, polygon) for region, polygon in regions.items()}
        for region, reading in readings.items():
            say(f"{region} {lab_text(reading)}")
    return _Calibrated(photo, chart, calibration, readings)


def lab_text(reading: "Reading") -> str:
    """Write a reading: ``L* 38.2 ± 0.9, a* ...``."""
    values = zip(("L*", "a*", "b*"), reading.lab, reading.lab_se, strict=True)
    return ", ".join(f"{name} {value:.1f} ± {error:.1f}" for name, value, error in values)


def _camera(steps: _Steps) -> Document:
    import shadematch as sm

    done = _calibrated(steps, "camera photo", camera_photo(), {"carpet": _CARPET})
    carpet = done.readings["carpet"]
    with steps.step("camera photo, match carpet") as say:
        ranking = sm.match(sm.bundled_catalogue(), lab=carpet.lab, lab_covariance=carpet.covariance)
        best = ranking.matches[0]
        say(f"nearest mix {best.mix_id}, CIEDE2000 {best.delta_e:.2f}, {best.words}")
    return _result(done, ranking.to_dict())


def _scalp(steps: _Steps, out: Path) -> Document:
    import numpy as np

    import shadematch as sm

    regions = scalp_regions()
    done = _calibrated(steps, "rendered scalp", scalp_photo(), regions)
    truth = scalp_truth()["regions"]
    with steps.step("rendered scalp, truth") as say:
        for name, reading in done.readings.items():
            error = float(sm.delta_e_ciede2000(np.array(truth[_REGIONS[name]]["lab"]), reading.lab))
            say(f"{name} is off by CIEDE2000 {error:.2f}")
    catalogue = sm.bundled_catalogue()
    with steps.step("rendered scalp, match") as say:
        ranking = sm.match(catalogue, hair=done.readings["hair"], scalp=done.readings["scalp"]).to_dict()
        say(f"{ranking['candidates']} mixes of the {catalogue.name.lower()}")
    if not steps.quiet:
        _print_matches(ranking)
    with steps.step("rendered scalp, card") as say:
        _write_card(out, done, ranking, regions)
        say(str(out / "card.html"))
    return _result(done, ranking)


def _print_matches(ranking: Document) -> None:
    from shadematch.cli.output import stdout
    from shadematch.cli.tables import matches_table

    stdout().print(matches_table(ranking, ranking["target"]["lab"]))


def _write_card(out: Path, done: _Calibrated, ranking: Document, regions: Mapping[str, Polygon]) -> None:
    import shadematch as sm
    from shadematch.card import write_card
    from shadematch.cli.provenance import photo_document, versions
    from shadematch.cli.steps import calibration_document

    catalogue = sm.bundled_catalogue()
    document = {
        "versions": versions(),
        "photo": photo_document(Path("demo_scalp.jpg"), done.photo),
        "calibration": calibration_document(done.calibration, done.chart),
        "catalogue": {"sha256": None, "name": catalogue.name, "note": catalogue.note},
        "regions": {name: reading.to_dict() for name, reading in done.readings.items()},
        "ranking": ranking,
    }
    write_card(out / "card.html", document, photo=done.photo, chart=done.chart, regions=regions)


def _result(done: _Calibrated, ranking: Document) -> Document:
    """Pick what is compared with the published result."""
    held_out = done.calibration.held_out
    return {
        "sha256": done.photo.metadata.sha256,
        "rung": done.calibration.rung,
        "held_out_delta_e": {"mean": held_out.mean, "p95": held_out.p95},
        "lab": {name: reading.lab.tolist() for name, reading in done.readings.items()},
        "lab_se": {name: reading.lab_se.tolist() for name, reading in done.readings.items()},
        "matches": [
            {key: match[key] for key in ("mix_id", "delta_e", "tie_group")} for match in ranking["matches"]
        ],
    }


def published() -> Document:
    """Read the published result."""
    result: Document = json.loads(_data("expected.json").read_text(encoding="utf-8"))
    return result


def differences(ours: Document, theirs: Document) -> list[str]:
    """Say where a result leaves the tolerance around the published one; empty if nowhere.

    Colors may differ by ``delta_e_lab``, differences of mixes by ``delta_e``; a mix may leave the list if it
    is as near to its end as that.
    """
    found = []
    tolerance = theirs["tolerance"]
    for photo in ("camera", "scalp"):
        found += _color_differences(photo, ours[photo], theirs[photo], tolerance["delta_e_lab"])
        found += _match_differences(
            photo, ours[photo]["matches"], theirs[photo]["matches"], tolerance["delta_e"]
        )
    return found


def _color_differences(photo: str, ours: Document, theirs: Document, tolerance: float) -> list[str]:
    import shadematch as sm

    found = []
    for name, lab in theirs["lab"].items():
        off = float(sm.delta_e_ciede2000(lab, ours["lab"][name]))
        if not off <= tolerance:
            found.append(
                f"{photo}: {name} is CIEDE2000 {off:.2f} from the published color, above {tolerance}"
            )
    for name, value in theirs["held_out_delta_e"].items():
        off = abs(value - ours["held_out_delta_e"][name])
        if not off <= tolerance:
            found.append(f"{photo}: held-out {name} differs by {off:.2f}, above {tolerance}")
    return found


def _match_differences(
    photo: str, ours: list[Document], theirs: list[Document], tolerance: float
) -> list[str]:
    found = []
    seen = {match["mix_id"]: match["delta_e"] for match in ours}
    last = max(seen.values(), default=0.0)
    for match in theirs:
        name, expected = match["mix_id"], match["delta_e"]
        if name not in seen and expected < last - tolerance:
            found.append(f"{photo}: {name!r} (CIEDE2000 {expected:.2f}) is missing from the ranking")
        if name in seen and not abs(seen[name] - expected) <= tolerance:
            found.append(f"{photo}: {name!r} has CIEDE2000 {seen[name]:.2f}, published {expected:.2f}")
    if len(ours) != len(theirs):
        found.append(f"{photo}: {len(ours)} mixes ranked, published {len(theirs)}")
    return found


def publish(file: Path) -> None:
    """Write the result of this version as the published one."""
    steps = _Steps(quiet=True)
    results = {"camera": _camera(steps), "scalp": _scalp(steps, file.parent)}
    (file.parent / "card.html").unlink()
    document = {
        "note": "Result of `shadematch demo`; Lab is D50, 2 degrees. From `python -m shadematch.demo FILE`.",
        "tolerance": _TOLERANCE,
    }
    file.write_text(json.dumps(document | results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
