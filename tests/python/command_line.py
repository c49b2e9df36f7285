# SPDX-License-Identifier: Apache-2.0
"""The command line in one process, on the bundled photographs."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from shadematch.cli.app import app
from shadematch.demo import scalp_regions
from shadematch.schemas import validator

DEMO = Path(str(files("shadematch") / "data" / "demo"))
CAMERA, SCALP = DEMO / "camera.jpg", DEMO / "demo_scalp.jpg"


def text_of(polygon: list[tuple[float, float]]) -> str:
    return ",".join(f"{value:g}" for point in polygon for value in point)


HAIR, SKIN = (text_of(scalp_regions()[name]) for name in ("hair", "scalp"))
MATCH = ["match", str(SCALP), "--hair", HAIR, "--scalp", SKIN]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def plain(text: str) -> str:
    """Without colors, frames and line breaks of the terminal."""
    return re.sub(r"[\s│╭╮╰╯─]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text))


def document(name: str, result: Result) -> Any:
    """The JSON of stdout, checked against its schema."""
    found = json.loads(result.stdout)
    for row in found if isinstance(found, list) and name != "bench" else [found]:
        validator(name).validate(row)
    return found
