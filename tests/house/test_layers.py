# SPDX-License-Identifier: Apache-2.0
"""python -> bindings -> calibration -> core: a target sees only what is below it; the compiler sees to it."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BUILD = ROOT / "build" / "release"


@pytest.fixture(scope="module")
def commands() -> dict[str, list[str]]:
    """Source, relative to the root -> the command that the build compiles it with."""
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    ours = [e for e in entries if Path(e["file"]).is_relative_to(ROOT)]
    return {str(Path(e["file"]).relative_to(ROOT)): shlex.split(e["command"]) for e in ours}


def include_paths(command: list[str]) -> set[str]:
    """The folders of this repository on a command's include path, relative to its root."""
    words = iter(command)
    paths = [
        Path(next(words) if w in ("-I", "-isystem") else w[2:])
        for w in words
        if w.startswith(("-I", "-isystem"))
    ]
    return {str(p.relative_to(ROOT)) for p in paths if p.is_relative_to(ROOT) and not p.is_relative_to(BUILD)}


def compile_with_flags_of(command: list[str], text: str) -> subprocess.CompletedProcess[str]:
    """Compile a text with the include path and standard of another source."""
    flags, words = [], iter(command)
    for word in words:
        if word in ("-I", "-isystem", "-D"):
            flags += [word, next(words)]
        elif word.startswith(("-I", "-D", "-std=")):
            flags.append(word)
    return subprocess.run(
        ["c++", *flags, "-fsyntax-only", "-x", "c++", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_core_has_core_alone_on_its_include_path(commands: dict[str, list[str]]) -> None:
    core = {source: c for source, c in commands.items() if source.startswith("core/")}
    assert core
    assert {source: include_paths(c) for source, c in core.items() if include_paths(c) != {"core"}} == {}


def test_calibration_sees_core_and_itself(commands: dict[str, list[str]]) -> None:
    calibration = {source: c for source, c in commands.items() if source.startswith("calibration/")}
    assert calibration
    wrong = {
        s: include_paths(c) for s, c in calibration.items() if include_paths(c) != {"core", "calibration"}
    }
    assert wrong == {}


def test_core_includes_no_vision_or_codec_library(commands: dict[str, list[str]]) -> None:
    core = [c for source, c in commands.items() if source.startswith("core/")]
    assert not [c for c in core if "opencv" in " ".join(c)]


@pytest.mark.parametrize(
    "header", ["shadematch/photo/photo.hpp", "shadematch/chart/chart.hpp", "bindings.hpp"]
)
def test_an_upward_include_in_core_does_not_compile(commands: dict[str, list[str]], header: str) -> None:
    command = commands["core/shadematch/color/lab.cpp"]
    allowed = compile_with_flags_of(command, "#include <shadematch/color/lab.hpp>\n")
    assert allowed.returncode == 0, allowed.stderr
    upward = compile_with_flags_of(command, f"#include <{header}>\n")
    assert upward.returncode != 0
    assert f"{header}: No such file" in upward.stderr


@pytest.mark.parametrize(
    ("layer", "above"),
    [
        ("core", r"shadematch/(photo|chart|camera|region|followup)/|pybind11|Python\.h"),
        ("calibration", r"pybind11|Python\.h|bindings\.hpp|arrays\.hpp"),
    ],
)
def test_no_source_names_a_header_of_a_layer_above(layer: str, above: str) -> None:
    sources = [*ROOT.glob(f"{layer}/**/*.cpp"), *ROOT.glob(f"{layer}/**/*.hpp")]
    assert sources
    upward = [
        str(p) for p in sources if re.search(rf"#\s*include\s*[<\"]({above})", p.read_text(encoding="utf-8"))
    ]
    assert upward == []
