# SPDX-License-Identifier: Apache-2.0
"""The cold start of a command: what it imports, in fresh processes, beside numpy's own import."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from shadematch.bench.row import Row, Target

_ROW = "imports of `match --json`, processor time beyond `import numpy`"
_LIMIT_MS = 30.0
_REPETITIONS = 21
_LIST_AT_EXIT = """
import atexit, sys
before = set(sys.modules)
def report():
    new = [name for name in sys.modules if name not in before]
    print(*(name for name in new if getattr(sys.modules[name], "__spec__", None)), file=sys.stderr)
atexit.register(report)
from shadematch.cli import main
main()
"""
_ONE_THREAD = "from shadematch.cli import compute_on_one_thread as start; start()"


def rows(bench: str) -> Iterator[Row]:
    """Two rows: beside numpy as it is imported everywhere, and beside numpy on one thread, as here."""
    modules = modules_of(_match_arguments())
    every = "\n".join([_ONE_THREAD, *(f"import {name}" for name in modules if _can_be_written(name))])
    times = _processor_ms(
        {"all": every, "numpy": "import numpy", "numpy on one thread": f"{_ONE_THREAD}\nimport numpy"}
    )
    everything = times.pop("all")
    for name, one in times.items():
        yield Row(
            bench,
            f"{_ROW}{name.removeprefix('numpy')}",
            everything - one,
            "ms",
            {"all ms": everything, f"{name} ms": one},
            Target(at_most=_LIMIT_MS),
            _REPETITIONS,
            None,
            f"{len(modules)} modules; medians of fresh processes, in turn",
        )


def modules_of(arguments: Sequence[str]) -> list[str]:
    """Run the command and give what it imported on its way, in order.

    >>> modules = modules_of(["--version"])
    >>> "typer" in modules, "rich" in modules
    (True, False)
    """
    command = [sys.executable, "-c", _LIST_AT_EXIT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    return done.stderr.splitlines()[-1].split()


def _match_arguments() -> list[str]:
    from shadematch.demo import scalp_regions

    photo = Path(__file__).parents[1] / "data" / "demo" / "demo_scalp.jpg"
    polygons = {name: ",".join(f"{x:g},{y:g}" for x, y in points) for name, points in scalp_regions().items()}
    return ["match", str(photo), "--hair", polygons["hair"], "--scalp", polygons["scalp"], "--json"]


def _can_be_written(module: str) -> bool:
    return all(part.isidentifier() for part in module.split("."))


def _environment() -> dict[str, str]:
    """As at the second start: compiled modules lie beside their sources."""
    mine = ("PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS")
    return {name: value for name, value in os.environ.items() if name not in mine}


def _processor_ms(codes: dict[str, str]) -> dict[str, float]:
    """Processor time of each code in processes of its own, all threads; the first round does not count."""
    times: dict[str, list[float]] = {name: [] for name in codes}
    for repetition in range(_REPETITIONS + 1):
        for name, code in codes.items():
            before = _children_ms()
            subprocess.run([sys.executable, "-c", code], check=True, env=_environment())
            if repetition:
                times[name].append(_children_ms() - before)
    return {name: statistics.median(values) for name, values in times.items()}


def _children_ms() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (used.ru_utime + used.ru_stime)
