# SPDX-License-Identifier: Apache-2.0
"""``shadematch chart-card -o CARD --json-out FILE``: a printable card and its chart file."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from shadematch.cli import options as o
from shadematch.cli.files import keep_inputs
from shadematch.cli.output import Document, stdout, write_json
from shadematch.cli.provenance import file_sha256, versions


def command(
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="The card, true to size: .svg or .pdf.")
    ],
    json_out: Annotated[
        Path,
        typer.Option("--json-out", metavar="FILE", help="Its chart file, for --chart of other commands."),
    ],
    *,
    size: Annotated[
        str, typer.Option("--size", help="credit-card (24 patches) or a6 (40 patches).")
    ] = "credit-card",
    patch_mm: Annotated[
        float | None, typer.Option("--patch-mm", help="Side of a patch; by default as suits the size.")
    ] = None,
    paper: Annotated[
        str, typer.Option("--paper", help="Sheet: a4 or letter with instructions, card without.")
    ] = "a4",
    values: Annotated[
        Path | None,
        typer.Option(
            "--values", metavar="FILE", readable=False, help="CSV patch,L,a,b as measured on one print."
        ),
    ] = None,
    edition: Annotated[str, typer.Option("--edition", help="Name of the measured edition.")] = "measured",
    tolerance: Annotated[
        float,
        typer.Option("--tolerance", min=0, max=20, help="Of the measured values, CIEDE2000, 1 sd."),
    ] = 0.5,
    printed: Annotated[str | None, typer.Option("--date", help="Date on the card; by default today.")] = None,
    as_json: o.Json = False,
) -> None:
    """Write a printable card: patches around a window that is laid on the skin, markers, scale bar."""
    from shadematch import chart_card

    keep_inputs("out", out, (values,))
    keep_inputs("json-out", json_out, (values,))
    day = date.today().isoformat() if printed is None else printed
    try:
        definition = chart_card(
            out,
            json_out=json_out,
            size=size,
            patch_mm=patch_mm,
            paper=paper,
            values=values,
            edition=edition,
            tolerance_delta_e=tolerance,
            date=day,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    document: Document = {
        "schema": "shadematch-chart-card/1",
        "versions": versions(),
        "card": str(out),
        "card_sha256": file_sha256(out),
        "chart_file": str(json_out),
        "chart": definition.id,
        "patches": definition.patch_count,
        "edition": definition.default_edition,
        "tolerance_delta_e": definition.edition().tolerance_delta_e,
        "markers": definition.marker_ids,
    }
    if as_json:
        write_json(document)
        return
    stdout().print(
        f"{escape(str(out))}: {document['patches']} patches, edition {escape(document['edition'])}, "
        f"tolerance {document['tolerance_delta_e']:g} ΔE00; print at 100 %, without color management\n"
        f"{escape(str(json_out))}: its chart file, for --chart"
    )
