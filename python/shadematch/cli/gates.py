# SPDX-License-Identifier: Apache-2.0
"""Capture gates on the command line: red ends a photograph, ``--override`` lets it pass with a record."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from shadematch.cli.output import Document

if TYPE_CHECKING:
    from shadematch.camera import Calibration
    from shadematch.chart import Chart
    from shadematch.photo import Photo
    from shadematch.quality import QualityReport
    from shadematch.region import Reading

QUALITY_COLUMNS = ("quality", "amber", "overridden")


def check_override(override: Sequence[str] | None) -> tuple[str, ...]:
    """Refuse a gate that does not exist before any photograph is read."""
    from shadematch.quality import assess_missing_chart

    try:
        assess_missing_chart().let_pass(override or ())
    except ValueError as error:
        raise typer.BadParameter(str(error).replace("let_pass", "override")) from None
    return tuple(override or ())


def hold(
    photo: "Photo",
    chart: "Chart | None",
    calibration: "Calibration",
    readings: "Mapping[str, Reading]",
    override: Sequence[str],
) -> "QualityReport":
    """Hold a photograph against its gates.

    Raises
    ------
    MeasurementRefused
        If a gate is red and not overridden; Batch finds the report in it.
    """
    import shadematch as sm

    report = sm.assess_capture(photo, chart, calibration, readings)
    report.let_pass(override)
    report.refuse_red()
    return report


def found_in(error: Exception) -> Document:
    """Give what a refusal found before it refused, by keys of the output."""
    report = getattr(error, "report", None)
    found: Document = getattr(error, "found", {})
    return found | ({} if report is None else {"quality": report.to_dict()})


def quality_cells(row: Document) -> Document:
    """Cells of the CSV: verdict, gates that warn, gates that were let pass."""
    quality = row["quality"]
    amber = [gate["gate"] for gate in quality["gates"] if gate["verdict"] == "amber"]
    unique = dict.fromkeys(amber)
    return {
        "quality": quality["verdict"],
        "amber": " ".join(unique),
        "overridden": " ".join(dict.fromkeys(quality["overridden"])),
    }
