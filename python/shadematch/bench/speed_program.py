# SPDX-License-Identifier: Apache-2.0
"""The rows of the compiled bench program, ``tests/bench``: one JSON line each."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shadematch.bench.row import Row, Target

BENCH = "speed"
PROGRAM = Path(__file__).resolve().parents[3] / "build" / "release" / "tests" / "bench" / "bench_speed"


def program_rows(program: Path = PROGRAM, topics: Iterable[str] = ()) -> Iterator[Row]:
    """Run the program, all topics or some; one row that says how to build it, if it is not there.

    >>> [row.note for row in program_rows(Path("no/such/program"))]
    ['bench_speed is not built; in the source tree: make build (needs Little CMS and Highway)']
    """
    if not program.is_file():
        note = "bench_speed is not built; in the source tree: make build (needs Little CMS and Highway)"
        yield Row(BENCH, "compiled kernels", None, "x", note=note)
        return
    done = subprocess.run([program, *topics], capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        yield row_of(json.loads(line))
    if done.returncode != 0:
        yield Row(BENCH, "compiled kernels", None, "x", note=f"bench_speed failed: {done.stderr.strip()}")


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
