# SPDX-License-Identifier: Apache-2.0
"""Where results go: JSON, CSV or tables on stdout; messages on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from shadematch.cli.streams import speaks_unicode

if TYPE_CHECKING:
    from rich.console import Console

Document = dict[str, Any]

_WIDTH_WITHOUT_TERMINAL = 140
_SECONDS_BETWEEN_LINES = 20.0
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Form(Enum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def form_of(as_json: bool, as_csv: bool = False) -> Form:
    """Choose the form that the flags ask for."""
    if as_json and as_csv:
        from typer import BadParameter

        raise BadParameter("expected one of --json and --csv, got both")
    return Form.JSON if as_json else Form.CSV if as_csv else Form.TABLE


def stdout() -> "Console":
    """Open the console for data; a file or pipe gets lines wide enough for every table."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL
    return Console(file=sys.stdout, highlight=False, width=width)


def stderr() -> "Console":
    """Open the console for messages."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False)


def now_and_then() -> Callable[[str], None]:
    """For a log: a line of progress on stderr every twenty seconds."""
    last = time.monotonic()

    def report(line: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            stderr().print(line, markup=False, soft_wrap=True)

    return report


def write_json(document: Document | list[Document]) -> None:
    """Write one document, indented; numbers read back exactly."""
    ascii_only = not speaks_unicode()
    sys.stdout.write(json.dumps(document, indent=1, ensure_ascii=ascii_only, allow_nan=False) + "\n")


def write_json_rows(rows: Iterable[Document]) -> None:
    """Write a JSON list with one compact document a line, as the rows come."""
    start, ascii_only = "[", not speaks_unicode()
    for row in rows:
        sys.stdout.write(f"{start}\n{json.dumps(row, ensure_ascii=ascii_only, allow_nan=False)}")
        sys.stdout.flush()
        start = ","
    sys.stdout.write("[]\n" if start == "[" else "\n]\n")


def csv_cell(value: object) -> object:
    """Quote text that a spreadsheet would run as a formula; numbers stay as they are.

    >>> csv_cell("=1+1"), csv_cell(-3.5), csv_cell(None)
    ("'=1+1", -3.5, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def write_csv_rows(
    columns: Sequence[str], rows: Iterable[Document], cells: Callable[[Document], Document]
) -> None:
    """Write a header and one line a row."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        values = cells(row)
        writer.writerow([csv_cell(values.get(column)) for column in columns])
        sys.stdout.flush()
