# SPDX-License-Identifier: Apache-2.0
"""``shadematch quality PHOTO...``: may the numbers of this photograph be used, and what should change."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.files import keep_inputs, writing
from shadematch.cli.gates import QUALITY_COLUMNS, check_override, quality_cells
from shadematch.cli.output import Document, form_of
from shadematch.cli.provenance import photo_document
from shadematch.cli.regions import Region
from shadematch.cli.steps import ChartOptions, chart_file, find, measure, read

if TYPE_CHECKING:
    from shadematch.photo import Photo
    from shadematch.quality import QualityReport

LIMITS = ("auto", "published-values", "measured-values")


@dataclass(frozen=True)
class Wish:
    """What to look at."""

    regions: dict[str, Region]
    repeats: tuple[Path, ...]
    limits: str
    override: tuple[str, ...]
    overlay: Path | None


def command(
    photos: o.Photos,
    *,
    hair: o.Hair = None,
    scalp: o.Scalp = None,
    repeat: Annotated[
        list[Path] | None,
        typer.Option(
            "--repeat", metavar="PHOTO", readable=False, help="Same spot again; give two to compare three."
        ),
    ] = None,
    limits: Annotated[
        str, typer.Option("--limits", metavar="|".join(LIMITS), help="Set of limits.")
    ] = "auto",
    override: o.Override = None,
    overlay: Annotated[
        Path | None,
        typer.Option(
            "--overlay",
            metavar="FILE",
            readable=False,
            help="Write a PNG with everything drawn over the photo.",
        ),
    ] = None,
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    as_json: o.Json = False,
    as_csv: o.Csv = False,
) -> None:
    """Hold a photograph against the capture gates: green, amber, red, and what helps."""
    if limits not in LIMITS:
        raise typer.BadParameter(f"limits: expected one of {', '.join(LIMITS)}, got {limits!r}")
    if overlay is not None and len(photos) != 1:
        raise typer.BadParameter(f"overlay: expected one photograph, got {len(photos)}")
    again = tuple(repeat or ())
    keep_inputs("overlay", overlay, (*photos, *again, chart_file(chart), profile))
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile)
    chosen.check()
    areas = {name: area.region for name, area in (("hair", hair), ("scalp", scalp)) if area is not None}
    wish = Wish(areas, again, limits, check_override(override), overlay)
    batch = Batch(
        "shadematch-quality/1",
        work=lambda path: work(path, wish, chosen),
        empty=lambda: {"quality": None, "report": None, "regions": {}, "overlay": None},
        show="show_quality",
        show_refused=True,
        columns=QUALITY_COLUMNS,
        cells=quality_cells,
    )
    batch.run(photos, form_of(as_json, as_csv))


def work(path: Path, wish: Wish, options: ChartOptions) -> Document:
    """One photograph; a red one raises with all that was found."""
    import shadematch as sm
    from shadematch.quality import assess_missing_chart

    photo = read(path, options)
    document: Document = {"photo": photo_document(path, photo)}
    try:
        chart = find(photo, options)
        calibration = sm.calibrate(chart)
    except sm.MeasurementRefused as error:
        no_chart = isinstance(error, sm.ChartNotFound)
        report = assess_missing_chart(profile=wish.limits) if no_chart else None
        if report is not None:
            document |= {"quality": report.to_dict(), "overlay": None}
            _write_overlay(document, wish, photo, report, chart=getattr(error, "candidate", None))
        error.found = document  # type: ignore[attr-defined]
        raise
    lab = calibration.to_lab(photo)
    readings = {name: measure(lab, region, name) for name, region in wish.regions.items()}
    repeats = [_again(each, wish.regions, options) for each in wish.repeats]
    report = sm.assess_capture(
        photo,
        chart,
        calibration,
        readings,
        repeats={name: [each[name] for each in repeats] for name in readings},
        profile=wish.limits,
    )
    report.let_pass(wish.override)
    whole = report.document(photo, chart, calibration)
    document |= {
        "quality": report.to_dict(),
        "report": {key: whole[key] for key in ("calibration", "centers", "noise", "sha256")},
        "regions": {name: reading.to_dict() for name, reading in readings.items()},
        "overlay": None,
    }
    _write_overlay(document, wish, photo, report, chart=chart, calibration=calibration, lab=lab)
    try:
        report.refuse_red()
    except sm.MeasurementRefused as error:
        error.found = document  # type: ignore[attr-defined]
        raise
    return document


def _again(path: Path, regions: dict[str, Region], options: ChartOptions) -> dict[str, Any]:
    """Measure the same spots in another photograph."""
    import shadematch as sm

    photo = read(path, options)
    lab = sm.calibrate(find(photo, options)).to_lab(photo)
    return {name: measure(lab, region, name) for name, region in regions.items()}


def _write_overlay(
    document: Document, wish: Wish, photo: "Photo", report: "QualityReport", **drawn: Any
) -> None:
    if wish.overlay is None:
        return
    from shadematch.overlay import draw_overlay

    document["overlay"] = str(wish.overlay)
    with writing("overlay", wish.overlay, document, "overlay"):
        draw_overlay(photo, report, regions=wish.regions, **drawn).save(wish.overlay, "PNG")
