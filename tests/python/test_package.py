# SPDX-License-Identifier: Apache-2.0
"""The package's names: they load when they are asked for, and none is forgotten."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import shadematch as sm


def imported_for_type_checkers() -> dict[str, str]:
    tree = ast.parse(Path(sm.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    found = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in found for alias in node.names}


def test_names_of_type_checkers_of_the_table_and_of_all_are_the_same() -> None:
    names = imported_for_type_checkers()
    assert {name: f"shadematch.{module}" for name, module in sm._HOME.items()} == names
    assert sorted(sm.__all__) == sorted(names)
    assert set(sm.__all__) <= set(dir(sm))


@pytest.mark.parametrize("name", sm.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(sm, name) is not None


def test_a_function_keeps_its_name_beside_the_module_of_that_name() -> None:
    code = (
        "from shadematch.match import Ranking; import shadematch.formulate, shadematch.chart_card; "
        "import shadematch as sm; print(callable(sm.match), callable(sm.formulate), callable(sm.chart_card))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3


def test_nothing_heavy_loads_before_it_is_asked_for() -> None:
    code = "import sys, shadematch; print('numpy' in sys.modules, 'shadematch._core' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'shadematch' has no attribute 'mach'"):
        _ = sm.mach  # type: ignore[attr-defined]
