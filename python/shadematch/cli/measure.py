# SPDX-License-Identifier: Apache-2.0
"""``shadematch measure PHOTO... --region NAME=...``: Lab of regions with its uncertainty."""

from collections import Counter
from pathlib import Path

import typer

from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.gates import QUALITY_COLUMNS, check_override, hold, quality_cells
from shadematch.cli.light import LightOptions
from shadematch.cli.output import Document, form_of
from shadematch.cli.regions import NamedRegion
from shadematch.cli.steps import ChartOptions, measure, open_lab

CALIBRATION_COLUMNS = ("rung", "held_out_mean", "held_out_p95")
READING_COLUMNS = ("L", "a", "b", "L_se", "a_se", "b_se", "pixels", "flags")


def command(
    photos: o.Photos,
    *,
    region: o.Regions,
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    baseline: o.Baseline = None,
    rung: o.Rung = "auto",
    calibration: o.SavedCalibration = None,
    override: o.Override = None,
    flat: o.Flat = None,
    paper: o.Paper = None,
    gray: o.Gray = None,
    as_json: o.Json = False,
    as_csv: o.Csv = False,
) -> None:
    """Measure the Lab of regions, with the uncertainty of calibration and pixels."""
    form = form_of(as_json, as_csv)
    twice = [name for name, count in Counter(each.name for each in region).items() if count > 1]
    if twice:
        raise typer.BadParameter(f"region: expected each name once, got {twice[0]!r} several times")
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile, baseline)
    chosen.check()
    if calibration is not None:
        chosen.check_unused(rung)
    let_pass = check_override(override)
    light = LightOptions.of(flat, paper, gray)
    light.check(calibration)

    batch = Batch(
        "shadematch-measure/1",
        work=lambda path: work(
            path, region, options=chosen, rung=rung, saved=calibration, light=light, override=let_pass
        ),
        empty=lambda: {"calibration": None, "quality": None, "light": None, "regions": {}},
        show="show_measure",
        columns=(
            *CALIBRATION_COLUMNS,
            *QUALITY_COLUMNS,
            *(f"{name}_{column}" for name in (each.name for each in region) for column in READING_COLUMNS),
        ),
        cells=cells,
    )
    batch.run(photos, form)


def work(
    path: Path,
    regions: list[NamedRegion],
    *,
    options: ChartOptions,
    rung: str,
    saved: Path | None,
    light: LightOptions,
    override: tuple[str, ...],
) -> Document:
    """One photograph."""
    opened = open_lab(path, options, rung, saved, light)
    readings = {
        name: measure(opened.lab, region, name)
        for name, region in ((each.name, each.region) for each in regions)
    }
    quality = hold(opened.photo, opened.chart, opened.calibration, readings, override).to_dict()
    regions_found = {name: reading.to_dict() for name, reading in readings.items()}
    return opened.document(path) | {"quality": quality, "regions": regions_found}


def cells(row: Document) -> Document:
    """One line of the CSV."""
    line = calibration_cells(row) | quality_cells(row)
    for name, reading in row["regions"].items():
        line |= reading_cells(name, reading)
    return line


def calibration_cells(row: Document) -> Document:
    """Cells that say how the photograph was calibrated."""
    calibration = row["calibration"]
    errors = calibration["held_out_delta_e"]
    return {"rung": calibration["rung"], "held_out_mean": errors["mean"], "held_out_p95": errors["p95"]}


def reading_cells(name: str, reading: Document) -> Document:
    """Cells of one region."""
    values = [*reading["lab"], *reading["lab_se"], reading["pixels"], " ".join(reading["flags"])]
    return {f"{name}_{column}": value for column, value in zip(READING_COLUMNS, values, strict=True)}
