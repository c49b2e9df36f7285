# SPDX-License-Identifier: Apache-2.0
"""``shadematch bench [NAME]``: measured figures, each row beside what it is compared with."""

from typing import Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.output import now_and_then, stderr, stdout, write_json


def command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One bench; default: all.")] = None,
    *,
    count: Annotated[
        int | None, typer.Option("--count", min=1, help="Rendered photographs; default: each bench's own.")
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="PART", help="Only this part of `bench speed`; may be repeated."),
    ] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also parts of figures: by light, skin, hair.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The table of the README.")] = False,
    as_json: o.Json = False,
) -> None:
    """Measure accuracy, finding and speed side by side."""
    from shadematch.bench import BENCHES, ON_REQUEST, RENDERED, parts_of, run
    from shadematch.bench.markdown import table

    if name is not None and name not in BENCHES:
        raise typer.BadParameter(f"bench: expected one of {', '.join(BENCHES)}, got {name!r}")
    if count is not None and name is not None and name not in RENDERED:
        raise typer.BadParameter(f"bench: expected --count with one of {', '.join(RENDERED)}, got {name!r}")
    parts = parts_of(name) if name else ()
    for each in part or ():
        if each not in parts:
            known = (
                f"one of {', '.join(parts)}" if parts else "no --part without a bench that has parts (speed)"
            )
            raise typer.BadParameter(f"part: expected {known}, got {each!r}")
    names = [name] if name else [each for each in BENCHES if each not in ON_REQUEST]
    console = stderr()
    with console.status("") as status:
        report = status.update if console.is_terminal else now_and_then()
        rows = list(run(names, report, count=count, parts=part or ()))
    if as_json:
        write_json([row.document() for row in rows])
    elif markdown:
        typer.echo(table(rows))
    else:
        from shadematch.cli.tables import bench_table

        shown = details or name in ON_REQUEST
        stdout().print(bench_table(row for row in rows if shown or not row.detail))
