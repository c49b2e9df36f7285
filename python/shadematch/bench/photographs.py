# SPDX-License-Identifier: Apache-2.0
"""The photographs behind the figures: rendered ones with known truth, and real ones of the repository."""

import csv
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shadematch.camera import Calibration, LabImage
    from shadematch.chart import Chart
    from shadematch.photo import Photo

SEED = 20261121
COUNT = 200
"""Rendered photographs behind the figures of the calibration; encodings alternate."""
CHART = "colorchecker-classic"
REAL_PHOTOS = Path("tests/data/charts")
_CACHE = Path(".cache/shadematch")


@dataclass(frozen=True)
class Rendered:
    """A rendered photograph with its truth."""

    path: Path
    truth: dict[str, Any]


@dataclass(frozen=True)
class Real:
    """A real photograph; `centers` is empty if it shows no chart."""

    path: Path
    centers: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Opened:
    """A photograph that went the whole way to Lab."""

    photo: "Photo"
    chart: "Chart"
    calibration: "Calibration"
    lab: "LabImage"


def renderer_digest(package: Path) -> str:
    """Hash of what renders: sources of ``simulate`` and its data. Another one renders other photographs."""
    digest = hashlib.sha256()
    for folder in (package / "simulate", package / "data" / "simulate"):
        for file in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv")):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


def rendered(
    report: Callable[[str], None], *, count: int = COUNT, seed: int = SEED, name: str = "", **fixed: Any
) -> list[Rendered]:
    """Render photographs, or take those of an earlier run from ``.cache/`` (seed, version, renderer).

    `fixed` parameters of the scenes need a `name` of their own.
    """
    from shadematch import __version__
    from shadematch.simulate import simulate_photos

    renderer = renderer_digest(Path(__file__).parents[1])
    folder = _CACHE / "-".join(filter(None, ("simulated", __version__, renderer, str(seed), name)))

    def progress(done: int, n: int) -> None:
        report(f"rendering {done} of {n}")

    photos = simulate_photos(folder, count, seed, progress=progress, **fixed)
    return [
        Rendered(path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))) for path in photos
    ]


def real() -> list[Real]:
    """List the photographs of the repository; none outside it."""
    file = REAL_PHOTOS / "centers.csv"
    if not file.exists():
        return []
    centers: dict[str, list[tuple[float, float]]] = {}
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for row in csv.DictReader(lines):
        centers.setdefault(row["file"], []).append((float(row["x"]), float(row["y"])))
    images = sorted(path for path in REAL_PHOTOS.iterdir() if path.suffix in (".jpg", ".png"))
    return [Real(path, centers.get(path.name, [])) for path in images]


def open_photo(path: Path, *, edition: str = "") -> Opened:
    """Photograph -> chart -> calibration -> Lab."""
    import shadematch as sm

    photo = sm.read_photo(path)
    chart = sm.find_chart(photo, CHART, edition=edition)
    calibration = sm.calibrate(chart)
    return Opened(photo, chart, calibration, calibration.to_lab(photo))
