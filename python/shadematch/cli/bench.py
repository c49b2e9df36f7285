# SPDX-License-Identifier: Apache-2.0
"""``shadematch bench [NAME]``: measured figures, each row beside what it is compared with."""

from typing import Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.output import stderr, stdout, write_json


def command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One bench; default: all.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="The table of the README.")] = False,
    as_json: o.Json = False,
) -> None:
    """Measure accuracy, finding and speed side by side."""
    from shadematch.bench import BENCHES, run
    from shadematch.bench.markdown import table

    if name is not None and name not in BENCHES:
        raise typer.BadParameter(f"bench: expected one of {', '.join(BENCHES)}, got {name!r}")
    console = stderr()
    with console.status("") as status:
        rows = list(run([name] if name else list(BENCHES), status.update if console.is_terminal else _silent))
    if as_json:
        write_json([row.document() for row in rows])
    elif markdown:
        typer.echo(table(rows))
    else:
        from shadematch.cli.tables import bench_table

        stdout().print(bench_table(rows))


def _silent(_: str) -> None:
    pass
