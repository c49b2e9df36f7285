# SPDX-License-Identifier: Apache-2.0
"""Exported ICC profiles: how far what other programs read is from the calibration, on real photographs.

Little CMS reads them in the gate of `export_profile`; Argyll's icclu, which shares no code with it, here.
Light is that of the chart's middle: a profile knows no place.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from shadematch.bench import baselines
from shadematch.bench.photographs import CHART, real
from shadematch.bench.row import Row, Target

if TYPE_CHECKING:
    from shadematch.camera import Calibration
    from shadematch.chart import Chart

BENCH = "profiles"
KINDS: tuple[tuple[Literal["clut", "matrix"], str], ...] = (("clut", "auto"), ("matrix", "tone+affine"))
"""Kind of profile and rung; a matrix profile cannot hold the products of a root-polynomial."""
_LIMIT = 0.5


def rows(report: Callable[[str], None]) -> Iterator[Row]:
    """Measure the photographs of the repository that are sRGB, as icclu is given their codes."""
    import shadematch as sm

    worst: dict[str, dict[str, list[float]]] = {kind: {"Little CMS": [], "Argyll": []} for kind, _ in KINDS}
    argyll = shutil.which("icclu") is not None
    refused = []
    for photograph in real():
        if not photograph.centers:
            continue
        report(f"{BENCH}: {photograph.path.name}")
        photo = sm.read_photo(photograph.path)
        chart = sm.find_chart(photo, CHART)
        for kind, rung in KINDS:
            calibration = sm.calibrate(chart, rung=rung)
            try:
                profile = sm.export_profile(calibration, "srgb", kind=kind)
            except sm.MeasurementRefused as error:
                refused.append(f"{photograph.path.name} {kind} {error.code}")
                continue
            worst[kind]["Little CMS"].append(profile.max_delta_e)
            if argyll:
                off = argyll_differences(profile.bytes, calibration, chart)
                worst[kind]["Argyll"].append(float(off.max()))
    for name, readers in worst.items():
        for reader, found in readers.items():
            yield _row(name, reader, found)
    attempts = len(refused) + sum(len(readers["Little CMS"]) for readers in worst.values())
    yield Row(BENCH, "exports refused", len(refused), "profiles", cases=attempts, note=", ".join(refused))


def _row(kind: str, reader: str, found: list[float]) -> Row:
    what = "patches and 4096 mixtures" if reader == "Little CMS" else "patches"
    title = f"{kind} profile read by {reader}, largest difference on {what}"
    if not found:
        note = "icclu is not installed, or the photographs are not here: run it in the repository"
        return Row(BENCH, title, None, "ΔE00", note=note)
    return Row(BENCH, title, max(found), "ΔE00", target=Target(at_most=_LIMIT), cases=len(found))


def argyll_differences(profile: bytes, calibration: "Calibration", chart: "Chart") -> "baselines.Floats":
    """CIEDE2000 of each valid patch between icclu and the calibration at the middle of the chart."""
    from shadematch.difference import delta_e_ciede2000

    light = np.array([patch.rgb for patch in chart.patches if patch.valid])
    codes = np.clip(baselines.codes_of(light), 0.0, 1.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.icc"
        path.write_bytes(profile)
        lines = "".join("{:.9f} {:.9f} {:.9f}\n".format(*code) for code in codes)
        # forward, relative colorimetric, to Lab, plain numbers
        command = ["icclu", "-v0", "-ff", "-ir", "-pl", str(path)]
        answer = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    read = np.array([line.split()[:3] for line in answer.splitlines() if line.strip()], dtype=float)
    center = calibration.chart_center()
    expected = [calibration.measure(baselines.light_of(code), center)[0] for code in codes]
    return np.asarray(delta_e_ciede2000(expected, read))
