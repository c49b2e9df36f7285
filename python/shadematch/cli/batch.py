# SPDX-License-Identifier: Apache-2.0
"""Many photographs, one row for each: goes on after a bad one, shows progress on a terminal only."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import typer

from shadematch.cli.failure import ExitCode, Failure, failure_of, stop, worst
from shadematch.cli.files import NotWritten
from shadematch.cli.gates import found_in
from shadematch.cli.output import Document, Form, stderr, stdout, write_csv_rows, write_json, write_json_rows
from shadematch.cli.provenance import photo_stub, versions

COMMON_COLUMNS = ("photo", "sha256", "status", "reason", "message")


class Batch:
    """Runs `work` on each photograph and writes what comes out.

    `work` fills a document and returns it; `empty` is what the document holds without a result; `show` is the
    function of `shadematch.cli.tables` that prints it for people.
    """

    def __init__(
        self,
        schema: str,
        *,
        work: Callable[[Path], Document],
        empty: Callable[[], Document],
        show: str,
        columns: Sequence[str] = (),
        cells: Callable[[Document], Document] = dict,
        show_refused: bool = False,
    ) -> None:
        self._schema, self._work, self._empty, self._show = schema, work, empty, show
        self._columns, self._cells = (*COMMON_COLUMNS, *columns), cells
        self._show_refused = show_refused
        self._codes: list[ExitCode] = []

    def refuse(self, photos: Sequence[Path], form: Form, error: Exception) -> NoReturn:
        """End the command because of an input that every photograph needs; JSON and CSV still get rows."""
        if form is not Form.TABLE:

            def work(_: Path) -> Document:
                raise error

            self._work = work
            self.run(photos, form)
        stop(error)

    def run(self, photos: Sequence[Path], form: Form) -> NoReturn:
        """Write one row a photograph, then leave with the worst exit code."""
        rows = self._rows(photos)
        if form is Form.CSV:
            write_csv_rows(self._columns, rows, self._flat)
        elif form is Form.JSON and len(photos) == 1:
            write_json(next(rows))
        elif form is Form.JSON:
            write_json_rows(rows)
        else:
            for row in rows:
                self._print(row)
        raise typer.Exit(worst(self._codes))

    def _rows(self, photos: Sequence[Path]) -> Iterator[Document]:
        if len(photos) == 1 or not sys.stderr.isatty():
            yield from map(self._row, photos)
            return
        from rich.progress import track

        for path in track(photos, "Photographs", console=stderr(), transient=True):
            yield self._row(path)

    def _row(self, path: Path) -> Document:
        head: Document = {"schema": self._schema, "versions": versions(), "status": "done", "reason": None}
        head |= {"message": None, "advice": None}
        try:
            document = head | self._work(path)
        except NotWritten as error:
            self._codes.append(ExitCode.UNREADABLE)
            reason = {"reason": "not_writable", "message": str(error), "advice": error.advice}
            document = head | error.document | reason
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            empty = {"photo": photo_stub(path)} | self._empty()
            found = {key: value for key, value in found_in(error).items() if key in empty}
            document = head | empty | found | _reason(failure)
            self._codes.append(failure.exit_code)
        else:
            self._codes.append(ExitCode.DONE)
        return document

    def _flat(self, row: Document) -> Document:
        common = {"photo": row["photo"]["path"], "sha256": row["photo"]["sha256"]}
        common |= {key: row[key] for key in ("status", "reason", "message")}
        return (self._cells(row) if row["status"] == "done" else {}) | common

    def _print(self, row: Document) -> None:
        if row["status"] == "done" or (self._show_refused and row["quality"]):
            from shadematch.cli import tables

            getattr(tables, self._show)(row)
        else:
            line = f"{row['photo']['path']}: {row['status']} ({row['reason']})"
            stdout().print(line, markup=False, soft_wrap=True)
        if row["message"]:
            text = f"{row['message']} {row['advice']}".strip()
            stderr().print(text, markup=False, soft_wrap=True)


def _reason(failure: Failure) -> Document:
    return {
        "status": failure.status,
        "reason": failure.reason,
        "message": failure.message,
        "advice": failure.advice,
    }
