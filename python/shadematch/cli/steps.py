# SPDX-License-Identifier: Apache-2.0
"""The steps that several commands share, with the options of the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shadematch.cli.light import LightOptions, light_document, second_lab
from shadematch.cli.options import DEFAULT_CHART
from shadematch.cli.output import Document
from shadematch.cli.provenance import photo_document
from shadematch.cli.regions import Region

if TYPE_CHECKING:
    from shadematch.camera import Calibration, LabImage
    from shadematch.chart import Chart, ChartDefinition
    from shadematch.photo import Photo
    from shadematch.region import Reading


def chart_file(chart: str) -> Path | None:
    """File of ``--chart``; None for an id.

    >>> chart_file("colorchecker-classic") is None
    True
    """
    return Path(chart) if chart.endswith(".json") else None


@dataclass(frozen=True)
class ChartOptions:
    """Which chart, where a person marked its corners, the profile that was given, the earlier visit."""

    chart: str
    edition: str = ""
    corners: list[tuple[float, float]] | None = None
    profile: Path | None = None
    baseline: Path | None = None

    def definition(self) -> "ChartDefinition | str":
        """Read a chart file; an id stays an id."""
        if chart_file(self.chart) is None:
            return self.chart
        from shadematch.chart import load_chart_definition

        return load_chart_definition(self.chart)

    def check(self) -> None:
        """Refuse an unknown chart or edition before any photograph is read."""
        import typer

        from shadematch.chart import chart_definition

        definition = self.definition()
        try:
            found = chart_definition(definition) if isinstance(definition, str) else definition
            found.edition(self.edition)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    def check_unused(self, rung: str) -> None:
        """Refuse what a saved calibration decides, instead of ignoring it."""
        import typer

        given = {
            "chart": self.chart != DEFAULT_CHART,
            "edition": bool(self.edition),
            "corners": self.corners is not None,
            "baseline": self.baseline is not None,
            "rung": rung != "auto",
        }
        for name in (name for name, there in given.items() if there):
            raise typer.BadParameter(
                f"{name}: expected none with a saved calibration, which holds its own, got one"
            )


@dataclass(frozen=True)
class Opened:
    """A photograph in Lab, with what was needed to get there."""

    photo: "Photo"
    chart: "Chart | None"
    calibration: "Calibration"
    lab: "LabImage"

    def document(self, path: Path) -> Document:
        """Fill the keys ``photo`` and ``calibration`` of an output."""
        return {
            "photo": photo_document(path, self.photo),
            "calibration": calibration_document(self.calibration, self.chart),
            "light": light_document(self.lab.photo),
        }


def read(path: Path, options: ChartOptions) -> "Photo":
    """Read a photograph, developed with the profile that was chosen."""
    import shadematch as sm

    return sm.read_photo(path, profile=options.profile)


def calibrate(chart: "Chart", options: ChartOptions, rung: str) -> "Calibration":
    """Calibrate, as the earlier visit was if there is one."""
    import shadematch as sm

    baseline = None if options.baseline is None else sm.load_calibration(options.baseline)
    return sm.calibrate(chart, rung=rung, baseline=baseline)


def find(photo: "Photo", options: ChartOptions) -> "Chart":
    """Find the chart, or place it on the corners that were given."""
    import shadematch as sm

    definition = options.definition()
    if options.corners is None:
        return sm.find_chart(photo, definition, edition=options.edition)
    return sm.chart_from_corners(photo, definition, options.corners, edition=options.edition)


def find_in_even_light(photo: "Photo", options: ChartOptions, light: LightOptions) -> tuple["Photo", "Chart"]:
    """Divide the light out that card or paper tell, and find the chart."""
    import shadematch as sm

    evidence = light.evidence(photo, options.profile)
    if evidence is None:
        return photo, find(photo, options)
    even = sm.even_light(
        photo, evidence, options.definition(), edition=options.edition, corners=options.corners
    )
    return even.photo, even.chart


def open_lab(path: Path, options: ChartOptions, rung: str, saved: Path | None, light: LightOptions) -> Opened:
    """Photograph -> chart -> calibration -> Lab image; a saved calibration replaces the chart."""
    import shadematch as sm
    from shadematch.camera import Calibration

    photo = read(path, options)
    if saved is not None:
        lab = second_lab(photo, sm.load_calibration(saved), light.gray)
        return Opened(photo, None, Calibration(lab.calibration), lab)
    even, chart = find_in_even_light(photo, options, light)
    calibration = calibrate(chart, options, rung)
    return Opened(photo, chart, calibration, calibration.to_lab(even))


def measure(lab: "LabImage", region: Region, name: str) -> "Reading":
    """Measure one region; an error names the region."""
    import shadematch as sm

    try:
        return sm.measure(lab, region)
    except ValueError as error:
        raise ValueError(f"region {name!r}: {error}") from None


def calibration_document(calibration: "Calibration", chart: "Chart | None") -> Document:
    """How the photograph was calibrated and how well patches are predicted that the fit did not see."""
    held_out = calibration.held_out
    errors = {key: getattr(held_out, key) for key in ("mean", "p95", "max", "skin", "neutrals")}
    return {
        "rung": calibration.rung,
        "held_out_delta_e": errors,
        "flags": list(calibration.flags),
        "chart": None
        if chart is None
        else {
            "id": chart.definition.id,
            "edition": chart.edition,
            "status": chart.status,
            "confidence": chart.confidence,
            "valid_patches": sum(patch.valid for patch in chart.patches),
            "patches": len(chart.patches),
            "warnings": list(chart.warnings),
        },
    }
