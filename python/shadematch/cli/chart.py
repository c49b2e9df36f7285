# SPDX-License-Identifier: Apache-2.0
"""``shadematch chart PHOTO...``: is the chart found, where, and what does each patch hold."""

from pathlib import Path
from typing import TYPE_CHECKING

from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.output import Document, form_of
from shadematch.cli.provenance import photo_document
from shadematch.cli.steps import ChartOptions, find, read

if TYPE_CHECKING:
    from shadematch.chart import Chart

COLUMNS = ("found", "chart", "edition", "confidence", "pitch_px", "valid_patches", "corners")


def command(
    photos: o.Photos,
    *,
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    as_json: o.Json = False,
    as_csv: o.Csv = False,
) -> None:
    """Find the color chart and sample its patches."""
    form = form_of(as_json, as_csv)
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile)
    chosen.check()

    batch = Batch(
        "shadematch-chart/1",
        work=lambda path: work(path, chosen),
        empty=lambda: empty(chosen),
        show="show_chart",
        columns=COLUMNS,
        cells=cells,
    )
    batch.run(photos, form)


def work(path: Path, options: ChartOptions) -> Document:
    """One photograph."""
    photo = read(path, options)
    return {"photo": photo_document(path, photo)} | chart_document(find(photo, options))


def chart_document(chart: "Chart") -> Document:
    """Write the chart with its patches, in printed order."""
    points = chart.centers.tolist()
    names = chart.definition.patch_names
    return {
        "found": True,
        "chart": chart.definition.id,
        "edition": chart.edition,
        "partial": chart.status == "partial",
        "confidence": chart.confidence,
        "score": chart.score,
        "pitch_px": chart.pitch_px,
        "bend": chart.bend,
        "corners": chart.corners.tolist(),
        "others": [[corner.tolist() for corner in corners] for corners in chart.others],
        "centers": points,
        "patches": [
            {
                "id": patch.id,
                "name": names[index] if index < len(names) else "",
                "center": points[index],
                "rgb": [float(value) for value in patch.rgb],
                "standard_error": [float(value) for value in patch.standard_error],
                "pixels": patch.pixels,
                "clipped_share": patch.clipped_share,
                "valid": patch.valid,
                "reason": patch.reason or None,
            }
            for index, patch in enumerate(chart.patches)
        ],
        "warnings": list(chart.warnings),
    }


def empty(options: ChartOptions) -> Document:
    """Fill the same keys for a photograph without a chart."""
    return {
        "found": False,
        "chart": options.chart,
        "edition": options.edition,
        "partial": False,
        "confidence": 0.0,
        "score": None,
        "pitch_px": None,
        "bend": None,
        "corners": [],
        "others": [],
        "centers": [],
        "patches": [],
        "warnings": [],
    }


def cells(row: Document) -> Document:
    """One line of the CSV."""
    valid = sum(patch["valid"] for patch in row["patches"])
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in row["corners"])
    return row | {"valid_patches": valid, "corners": corners}
