# SPDX-License-Identifier: Apache-2.0
"""``shadematch simulate OUT -n N --seed S``: rendered photographs whose true Lab is known."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from shadematch.cli import options as o
from shadematch.cli.output import Document, stderr, stdout, write_json
from shadematch.cli.provenance import file_sha256, versions

MAX_PHOTOS = 100_000


def command(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder for photographs (JPEG) and truths (JSON).")
    ],
    count: Annotated[
        int, typer.Option("-n", "--count", min=1, max=MAX_PHOTOS, help="Number of photographs.")
    ] = 10,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same photographs.")] = 0,
    as_json: o.Json = False,
) -> None:
    """Render photographs of a scalp with a chart, and write the truth beside each."""
    from shadematch.simulate import simulate_photos

    console = stderr()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Rendering", total=count)
        try:
            photos = simulate_photos(
                out, count, seed, progress=lambda done, _: progress.update(task, completed=done)
            )
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    scenes = [scene(photo) for photo in photos]
    if as_json:
        write_json(
            {"schema": "shadematch-simulate/1", "versions": versions(), "seed": seed, "scenes": scenes}
        )
        return
    table = Table()
    for name in ("photo", "skin (ITA)", "hair", "light", "encoding"):
        table.add_column(name)
    for each in scenes:
        skin = f"{each['ita_class']} ({each['ita_deg']:.0f}°)"
        table.add_row(escape(each["photo"]), skin, each["hair_class"], each["light"], each["encoding"])
    stdout().print(table)


def scene(photo: Path) -> Document:
    """Sum up one scene; its whole truth stands in the file beside the photograph."""
    truth = json.loads(photo.with_suffix(".json").read_text(encoding="utf-8"))
    kept = {key: truth[key] for key in ("ita_deg", "ita_class", "hair_class", "light", "camera", "encoding")}
    regions = {name: region["lab"] for name, region in truth["regions"].items()}
    files = {"photo": str(photo), "truth": str(photo.with_suffix(".json")), "sha256": file_sha256(photo)}
    return files | kept | {"regions": regions}
