# SPDX-License-Identifier: Apache-2.0
"""The rows of the compiled bench program, ``tests/bench``: one JSON line each."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shadematch.bench.row import Row, Target

BENCH = "speed"
PROGRAM = Path(__file__).resolve().parents[3] / "build" / "release" / "tests" / "bench" / "bench_speed"


def program_rows(
    report: Callable[[str], None], topics: Sequence[str], program: Path = PROGRAM
) -> Iterator[Row]:
    """Run the program, a topic after the other; one row that says how to build it, if it is not there.

    >>> [row.note for row in program_rows(print, ["pixels"], Path("no/such/program"))]
    ['bench_speed is not built; in the source tree: make build (needs Little CMS and Highway)']
    """
    if not program.is_file():
        note = "bench_speed is not built; in the source tree: make build (needs Little CMS and Highway)"
        yield Row(BENCH, "compiled kernels", None, "x", note=note)
        return
    for topic in topics:
        report(f"{BENCH}: {topic}")
        yield from _topic_rows(report, topic, program)


def _topic_rows(report: Callable[[str], None], topic: str, program: Path) -> Iterator[Row]:
    """Rows as they are measured; whoever stops asking for them ends the program."""
    with subprocess.Popen(
        [program, topic], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        try:
            for line in running.stdout:
                row = row_of(json.loads(line))
                report(f"{BENCH}: {topic}, after {row.row}")
                yield row
            failure = running.stderr.read().strip()
        finally:
            running.kill()
    if running.returncode != 0:
        yield Row(BENCH, f"compiled kernels, {topic}", None, "x", note=f"bench_speed failed: {failure}")


def row_of(line: Mapping[str, Any]) -> Row:
    """Make a row of a line of the program.

    >>> line = {"row": "a", "value": 2.0, "unit": "x", "against": {}, "cases": 1, "seed": 1, "note": ""}
    >>> row_of({**line, "at_least": 1.5}).met, row_of({**line, "at_most": 1.5}).met, row_of(line).met
    (True, False, None)
    """
    limits = {name: line[name] for name in ("at_least", "at_most") if name in line}
    return Row(
        BENCH,
        line["row"],
        line["value"],
        line["unit"],
        line["against"],
        Target(**limits) if limits else None,
        line["cases"],
        line["seed"],
        line["note"],
        line.get("detail", False),
    )
