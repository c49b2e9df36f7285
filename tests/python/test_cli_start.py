# SPDX-License-Identifier: Apache-2.0
"""The cold start of the command line: what a command does not use, it does not import."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from command_line import MATCH
from shadematch.bench.speed_start import modules_of
from shadematch.cli import compute_on_one_thread

CATALOGUE = Path(str(files("shadematch") / "data" / "demo_catalogue.json"))
HEAVY = {
    "PIL",
    "asyncio",
    "attr",
    "cv2",
    "email",
    "fastapi",
    "http",
    "hypothesis",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "matplotlib",
    "multiprocessing",
    "numpy.ma",
    "numpy.random",
    "numpy.testing",
    "pandas",
    "pkg_resources",
    "pydantic",
    "pygments",
    "pyarrow",
    "rich",
    "scipy",
    "setuptools",
    "ssl",
    "unittest",
    "xml",
}
"""Packages and modules that take 10 ms, or bring many others; none of them is needed for a ranking."""

OTHER_COMMANDS = {"bench", "demo", "formulate", "pigment", "sessions", "simulate", "skin", "tables"}


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    return set(modules_of([*MATCH, "--catalogue", str(CATALOGUE), "--json"]))


def test_a_match_as_json_imports_nothing_heavy(loaded: set[str]) -> None:
    assert {"numpy", "shadematch._core", "shadematch.match", "typer"} <= loaded  # it did run
    assert HEAVY & loaded == set()


def test_a_match_imports_no_other_command(loaded: set[str]) -> None:
    assert {f"shadematch.cli.{name}" for name in OTHER_COMMANDS} & loaded == set()
    assert {name for name in loaded if name.startswith(("shadematch.card", "shadematch.simulate"))} == set()


def test_the_version_imports_nothing_heavy() -> None:
    assert HEAVY & set(modules_of(["--version"])) == set()


def test_the_command_line_leaves_linear_algebra_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    compute_on_one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    compute_on_one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"


def test_the_command_says_so_before_anything_loads() -> None:
    code = (
        "import atexit, os; from shadematch.cli import main; "
        "atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS'])); main()"
    )
    elsewhere = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", code, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=elsewhere)
    assert done.stdout.splitlines()[-1] == "1"
