# SPDX-License-Identifier: Apache-2.0
"""The table of the README, between two markers."""

from collections.abc import Iterable

from shadematch.bench.row import Row

BEGIN = "<!-- bench: written by `shadematch bench --markdown` -->"
END = "<!-- /bench -->"
_HEADS = ("bench", "row", "value", "unit", "against, same run", "target", "met", "cases")


def table(rows: Iterable[Row]) -> str:
    """Write the rows as a Markdown table, with the markers around it.

    >>> print(table([Row("speed", "a", 2.0, "x")]).splitlines()[3])
    | speed | a | 2 | x |  |  |  | 0 |
    """
    lines = [BEGIN, _line(_HEADS), _line(["---"] * len(_HEADS))]
    lines += [_line([cell.replace("|", "\\|") for cell in row.cells()]) for row in rows if not row.detail]
    return "\n".join([*lines, END])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def replace_table(text: str, new_table: str) -> str:
    """`text` with the part between the markers replaced."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"replace_table: expected a text with {BEGIN!r} and {END!r}, got one without")
    return before + new_table + after
