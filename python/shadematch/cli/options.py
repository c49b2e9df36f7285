# SPDX-License-Identifier: Apache-2.0
"""Options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from shadematch.cli.regions import (
    Area,
    NamedRegion,
    parse_area,
    parse_corners,
    parse_named_region,
    parse_rung,
)
from shadematch.cli.regions import Corners as CornersText

# readable=False: a photograph that cannot be opened becomes a row of the batch instead of ending it.
Photos = Annotated[
    list[Path],
    typer.Argument(metavar="PHOTO...", readable=False, help="JPEG, PNG or TIFF; one or many."),
]
Json = Annotated[
    bool, typer.Option("--json", help="JSON: an object; for several photographs a list, one a line.")
]
Csv = Annotated[bool, typer.Option("--csv", help="CSV: a header and one row a photograph.")]

ChartName = Annotated[
    str,
    typer.Option(
        "--chart", metavar="ID|FILE", help="Chart in the photograph: an id, or a chart file (JSON)."
    ),
]
Edition = Annotated[str, typer.Option("--edition", help="Edition of the chart's values; empty: its default.")]
Corners = Annotated[
    CornersText | None,
    typer.Option(
        "--corners",
        parser=parse_corners,
        metavar="x,y,x,y,x,y,x,y",
        help="Centers of the corner patches as printed (Classic: 1, 6, 24, 19), instead of finding them.",
    ),
]
Rung = Annotated[
    str,
    typer.Option(
        "--rung", parser=parse_rung, help="Calibration model; auto: least error on left-out patches."
    ),
]
SavedCalibration = Annotated[
    Path | None,
    typer.Option(
        "--calibration",
        metavar="FILE",
        readable=False,
        help="Written by `calibrate`; no chart is sought then.",
    ),
]
Override = Annotated[
    list[str] | None,
    typer.Option(
        "--override",
        metavar="GATE|all",
        help="Let a red capture gate pass; may be repeated. It is written into every output.",
    ),
]
Regions = Annotated[
    list[NamedRegion],
    typer.Option(
        "--region",
        parser=parse_named_region,
        metavar="NAME=x0,y0,x1,y1,x2,y2,...",
        help="Polygon in pixels, or four numbers x,y,w,h. May be repeated.",
    ),
]
Hair = Annotated[
    Area | None,
    typer.Option(
        "--hair", parser=parse_area, metavar="x,y,...", help="Region of hair; same form as --region."
    ),
]
Scalp = Annotated[
    Area | None,
    typer.Option("--scalp", parser=parse_area, metavar="x,y,...", help="Region of bare scalp."),
]

Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        readable=False,
        help="Calibration of an earlier visit: chart, edition and model are its, or it is refused.",
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        readable=False,
        help="ICC profile of the camera, applied instead of what the photograph says of itself.",
    ),
]
Flat = Annotated[
    Path | None,
    typer.Option(
        "--flat",
        metavar="FILE",
        readable=False,
        help="Photograph of a white or gray card that fills the frame, in the same light; divided out.",
    ),
]
Paper = Annotated[
    list[Area] | None,
    typer.Option(
        "--paper",
        parser=parse_area,
        metavar="x,y,...",
        help="Area of white paper in the photograph; three or more, around chart and scalp.",
    ),
]
Gray = Annotated[
    Area | None,
    typer.Option(
        "--gray",
        parser=parse_area,
        metavar="x,y,...",
        help="Gray that lies in both photographs, the one calibrated on and the one measured.",
    ),
]

DEFAULT_CHART = "colorchecker-classic"
