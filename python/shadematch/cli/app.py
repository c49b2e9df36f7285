# SPDX-License-Identifier: Apache-2.0
"""The list of commands; each one lives in a file of its own."""

from typing import Any

import typer
from typer.core import TyperGroup

from shadematch import ShadematchError
from shadematch.cli import (
    bench,
    calibrate,
    catalogue,
    chart,
    chart_card,
    correct_cup,
    demo,
    formulate,
    match,
    measure,
    pigment,
    profile,
    quality,
    repair,
    sessions,
    simulate,
    skin,
)
from shadematch.cli.failure import stop
from shadematch.cli.streams import is_of_a_stream


class _Commands(TyperGroup):
    """An input that a command cannot use ends it with a sentence and an exit code, not with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (ShadematchError, OSError) as error:
            if is_of_a_stream(error):
                raise
            stop(error)


app = typer.Typer(
    cls=_Commands,
    help="Pigment shade matching: from a photograph with a color chart to a ranked mix.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    epilog="Exit codes: 0 done, 2 usage, 3 refused with a reason, 4 unreadable input or unwritable output.",
)


def _version(show: bool) -> None:
    if show:
        from shadematch import __version__

        typer.echo(f"shadematch {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


app.command("chart")(chart.command)
app.command("chart-card")(chart_card.command)
app.command("quality")(quality.command)
app.command("measure")(measure.command)
app.command("match")(match.command)
app.command("formulate")(formulate.command)
app.command("sessions")(sessions.command)
app.command("repair")(repair.command)
app.command("correct-cup")(correct_cup.command)
app.command("calibrate")(calibrate.command)
app.command("profile")(profile.command)
app.command("simulate")(simulate.command)
app.command("bench")(bench.command)
app.command("demo")(demo.command)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(pigment.app, name="pigment")
app.add_typer(skin.app, name="skin")
