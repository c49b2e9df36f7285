# SPDX-License-Identifier: Apache-2.0
"""Every example runs and prints what it is there to show."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "python" / "examples"
SHOWN = {
    "match_a_photo.py": "left-out patches",
    "reuse_a_calibration.py": "same to the last bit: True",
    "from_catalogue_to_recipe.py": "visit 3",
    "refusals.py": "no_grid",
    "drawdowns_to_recipe.py": "left-out films",
}


def test_every_example_is_expected_to_show_something() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(SHOWN)


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_the_example_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    assert SHOWN[name] in capsys.readouterr().out
