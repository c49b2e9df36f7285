# SPDX-License-Identifier: Apache-2.0
"""The C++ example beside the Python call: one library, one answer."""

import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

import shadematch as sm

PROGRAM = Path(__file__).resolve().parents[2] / "build/release/examples/shadematch-match"
PHOTO = str(files("shadematch") / "data" / "demo" / "demo_scalp.jpg")
HAIR, SCALP = (180, 220, 80, 80), (440, 888, 326, 240)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> str:
    if not PROGRAM.parent.exists():
        pytest.skip("the examples are not built here")
    file = tmp_path_factory.mktemp("example") / "catalogue.json"
    sm.bundled_catalogue().save(file)
    return str(file)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_the_example_ranks_as_match_photo_does(catalogue: str) -> None:
    hair, scalp = (",".join(map(str, region)) for region in (HAIR, SCALP))
    done = run(PHOTO, catalogue, hair, scalp)
    ranking = sm.match_photo(PHOTO, sm.Catalogue.load(catalogue), hair=HAIR, scalp=SCALP)
    expected = [
        f"{each.mix_id} {each.delta_e:.6f} {each.delta_e_low:.6f} {each.delta_e_high:.6f}"
        for each in ranking.matches
    ]
    assert done.stdout.splitlines() == expected
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "usage: shadematch-match"),
        ((PHOTO, "{catalogue}", "1,2,3", "1,1,5,5"), 2, "expected a region x,y,w,h, got 1,2,3"),
        (("none.jpg", "{catalogue}", "1,1,5,5", "1,1,5,5"), 4, "none.jpg"),
        ((PHOTO, "none.json", "180,220,80,80", "440,888,326,240"), 4, "none.json"),
    ],
)
def test_what_it_cannot_use_ends_it_with_a_code(
    catalogue: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*(each.format(catalogue=catalogue) for each in arguments))
    assert done.returncode == code
    assert said in done.stderr
