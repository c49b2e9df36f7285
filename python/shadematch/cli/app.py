# SPDX-License-Identifier: Apache-2.0
"""The list of commands; each one lives in a file of its own, which loads when it is asked for."""

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = (
    "chart",
    "chart-card",
    "quality",
    "measure",
    "match",
    "formulate",
    "sessions",
    "repair",
    "correct-cup",
    "calibrate",
    "profile",
    "simulate",
    "bench",
    "demo",
    "catalogue",
    "pigment",
    "skin",
)
"""In the order of the help. The module of each has a `command`, or an `app` of commands."""


class _Commands(TyperGroup):
    """Commands that load when they are asked for.

    An input that a command cannot use ends it with a sentence and an exit code, not with a traceback.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"shadematch.cli.{cmd_name.replace('-', '_')}")
        if hasattr(module, "app"):
            group = typer.main.get_group(module.app)
            group.name = cmd_name
            return group
        alone = typer.Typer(pretty_exceptions_show_locals=False, add_completion=False)
        alone.command(cmd_name)(module.command)
        return typer.main.get_command(alone)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from shadematch import ShadematchError
            from shadematch.cli.failure import stop
            from shadematch.cli.streams import is_of_a_stream

            if not isinstance(error, ShadematchError | OSError) or is_of_a_stream(error):
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
