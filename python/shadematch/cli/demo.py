# SPDX-License-Identifier: Apache-2.0
"""``shadematch demo``: the whole way on a real photograph and on the bundled rendered scalp."""

from pathlib import Path
from typing import Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.failure import ExitCode
from shadematch.cli.output import write_json


def command(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where card.html goes.")] = Path("out"),
    as_json: o.Json = False,
) -> None:
    """Do the main job twice, compare with the published result, write a card."""
    from shadematch.demo import run

    document = run(out, quiet=as_json)
    if as_json:
        write_json(document)
    raise typer.Exit(ExitCode.DONE if document["same_as_published"] else ExitCode.DIFFERS)
