# SPDX-License-Identifier: Apache-2.0
"""``shadematch calibrate PHOTO -o FILE``: write the calibration of a photograph as JSON."""

from pathlib import Path
from typing import Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.files import keep_inputs, writing
from shadematch.cli.gates import check_override, hold
from shadematch.cli.light import LightOptions, light_document
from shadematch.cli.output import Document, form_of
from shadematch.cli.provenance import photo_document
from shadematch.cli.steps import (
    ChartOptions,
    calibrate,
    calibration_document,
    chart_file,
    find_in_even_light,
    read,
)


def command(
    photo: Annotated[
        Path, typer.Argument(metavar="PHOTO", readable=False, help="JPEG, PNG or TIFF with a chart.")
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", readable=False, help="Calibration, JSON.")
    ],
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    baseline: o.Baseline = None,
    rung: o.Rung = "auto",
    override: o.Override = None,
    flat: o.Flat = None,
    paper: o.Paper = None,
    gray: o.Gray = None,
    as_json: o.Json = False,
) -> None:
    """Fit device RGB -> Lab to the chart and save it for photographs in the same light."""
    keep_inputs("output", output, (photo, flat, chart_file(chart), profile, baseline))
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile, baseline)
    chosen.check()
    let_pass = check_override(override)
    light = LightOptions.of(flat, paper, gray)
    light.check(None, calibrates=True)
    batch = Batch(
        "shadematch-calibrate/1",
        work=lambda path: work(path, output, chosen, rung=rung, light=light, override=let_pass),
        empty=lambda: {"output": None, "calibration": None, "quality": None, "light": None, "report": None},
        show="show_calibration",
    )
    batch.run([photo], form_of(as_json))


def work(
    path: Path,
    output: Path,
    options: ChartOptions,
    *,
    rung: str,
    light: LightOptions,
    override: tuple[str, ...] = (),
) -> Document:
    """One photograph."""
    photo = read(path, options)
    even, chart = find_in_even_light(photo, options, light)
    calibration = calibrate(chart, options, rung)
    quality = hold(photo, chart, calibration, {}, override)
    if light.gray is not None:
        calibration = calibration.with_gray(photo, light.gray)
    document: Document = {
        "photo": photo_document(path, photo),
        "output": str(output),
        "calibration": calibration_document(calibration, chart),
        "quality": quality.to_dict(),
        "light": light_document(even),
        "report": calibration.report(),
    }
    with writing("output", output, document, "output"):
        calibration.save(output)
    return document
