# SPDX-License-Identifier: Apache-2.0
"""``shadematch skin fit FILE``: how skin heals in one clinic, from its readings before and after."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.failure import ExitCode, failure_of
from shadematch.cli.files import keep_inputs
from shadematch.cli.output import Document, Form, form_of, stderr, stdout, write_json
from shadematch.cli.provenance import file_sha256, versions

if TYPE_CHECKING:
    from shadematch.healing import HealingUpdate
    from shadematch.treated_readings import TreatedReading

app = typer.Typer(help="The model of pigment in skin.", no_args_is_help=True)

_NAMES = {
    "retention": "retention, healed over fresh",
    "depth_mm": "optical depth, mm",
    "uptake": "uptake of liquid",
    "yule_nielsen_n": "spread of light, n",
}


@app.callback()
def _root() -> None:
    pass


@app.command("fit")
def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Readings, CSV; docs/skin.md lists the columns.")
    ],
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", help="Where the column stock is looked up.")
    ] = None,
    prior: Annotated[
        Path | None, typer.Option("--prior", help="Healing of an earlier fit to start from.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the JSON document there.")] = None,
    as_json: o.Json = False,
) -> None:
    """Fit retention, depth, uptake and spread of light to a clinic's own readings."""
    keep_inputs("out", out, [file, catalogue, prior])
    document, code = fit(file, catalogue, prior)
    if out is not None and code == ExitCode.DONE:
        out.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    if form_of(as_json) is Form.JSON:
        write_json(document)
    elif code == ExitCode.DONE:
        _print(document)
    else:
        stderr().print(f"{document['message']} {document['advice']}".strip(), markup=False, soft_wrap=True)
    raise typer.Exit(code)


def fit(file: Path, catalogue: Path | None, prior: Path | None) -> tuple[Document, ExitCode]:
    """Return the document of the fit and its exit code."""
    import shadematch as sm
    from shadematch.healing import Healing, healing_document, load_healing, update_healing
    from shadematch.treated_readings import read_treated_readings

    head: Document = {"schema": "shadematch-skin-fit/1", "versions": versions(), "file": str(file)}
    head |= {"sha256": file_sha256(file), "status": "done", "reason": None, "message": None, "advice": None}
    head |= {"healing": None, "readings": []}
    lines: list[int] = []
    try:
        stocks = sm.Catalogue.load(catalogue) if catalogue else None
        readings = read_treated_readings(file, catalogue=stocks)
        start = load_healing(prior) if prior else Healing()
        lines = [each.line for each in readings]
        update = update_healing([each.photograph for each in readings], prior=start)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        message = _with_line(failure.message, lines)
        wrong = {"status": failure.status, "reason": failure.reason, "message": message}
        return head | wrong | {"advice": failure.advice}, failure.exit_code
    rows = [_row(each, update, index) for index, each in enumerate(readings)]
    return head | {"healing": healing_document(update.healing), "readings": rows}, ExitCode.DONE


def _with_line(message: str, lines: list[int]) -> str:
    """Say where in the file the photograph is that a message names by number.

    >>> _with_line("got photograph 2 with Lab", [4, 7])
    'got photograph 2 (line 7) with Lab'
    """
    return re.sub(
        r"\bphotograph (\d+)", lambda found: f"{found[0]} (line {lines[int(found[1]) - 1]})", message, count=1
    )


def _row(reading: "TreatedReading", update: "HealingUpdate", index: int) -> Document:
    import shadematch as sm

    predicted, fitted = update.predicted[index], update.fitted[index]
    return {
        "line": reading.line,
        "client": reading.client,
        "weeks": reading.weeks,
        "seen": list(reading.seen),
        "predicted": predicted.tolist(),
        "fitted": fitted.tolist(),
        "delta_e_predicted": float(sm.delta_e_ciede2000(predicted, reading.seen)),
        "delta_e_fitted": float(sm.delta_e_ciede2000(fitted, reading.seen)),
        "chi_square": update.chi_squares[index],
    }


def _print(document: Document) -> None:
    from rich.table import Table

    healing, rows = document["healing"], document["readings"]
    table = Table()
    for name in ("parameter", "value", "95 % interval"):
        table.add_column(name)
    for key, name in _NAMES.items():
        each = healing[key]
        table.add_row(name, f"{each['value']:.3g}", f"{each['low']:.3g} to {each['high']:.3g}")
    stdout().print(table)
    before, after = (
        sum(row[key] for row in rows) / len(rows) for key in ("delta_e_predicted", "delta_e_fitted")
    )
    stdout().print(
        f"{healing['status']}: mean dE00 {before:.2f} by what was known before, {after:.2f} fitted.",
        markup=False,
    )
