# SPDX-License-Identifier: Apache-2.0
"""``shadematch catalogue check FILE``: is a catalogue what its schema says."""

from pathlib import Path
from typing import Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.failure import ExitCode, failure_of
from shadematch.cli.output import Document, Form, form_of, stderr, stdout, write_json
from shadematch.cli.provenance import file_sha256, versions

app = typer.Typer(help="Work on pigment catalogues.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    pass


@app.command("check")
def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Catalogue, JSON or CSV.")],
    as_json: o.Json = False,
) -> None:
    """Read a catalogue strictly and say what is wrong, or how much it holds."""
    document, code = check(file)
    if form_of(as_json) is Form.JSON:
        write_json(document)
    elif document["valid"]:
        stdout().print(
            f"{file}: valid, {document['stocks']} stocks, {document['mixes']} mixes. {document['note']}",
            markup=False,
        )
    else:
        stdout().print(f"{file}: not valid ({document['reason']})", markup=False)
        for problem in document["problems"]:
            stdout().print(f"  {problem['path']}: {problem['message']}", markup=False, soft_wrap=True)
        stderr().print(f"{document['message']} {document['advice']}".strip(), markup=False, soft_wrap=True)
    raise typer.Exit(code)


def check(file: Path) -> tuple[Document, ExitCode]:
    """Return the document of the check and its exit code."""
    import shadematch as sm

    head: Document = {"schema": "shadematch-catalogue-check/1", "versions": versions(), "file": str(file)}
    head |= {"sha256": file_sha256(file), "status": "done", "valid": True, "reason": None, "message": None}
    head |= {"advice": None, "problems": [], "name": None, "note": None, "stocks": None, "mixes": None}
    try:
        catalogue = sm.Catalogue.load(file)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        wrong = {"status": failure.status, "valid": False, "reason": failure.reason}
        wrong |= {"message": failure.message, "advice": failure.advice, "problems": _problems(file)}
        return head | wrong, failure.exit_code
    counts = {"stocks": len(catalogue.stocks), "mixes": len(catalogue.mixes)}
    return head | {"name": catalogue.name, "note": catalogue.note} | counts, ExitCode.DONE


def _problems(file: Path) -> list[Document]:
    """All faults, not only the first."""
    import shadematch as sm

    try:
        found = sm.Catalogue.validate(file)
    except OSError:
        return []
    return [{"path": each.path, "code": each.code, "message": each.message} for each in found]
