# SPDX-License-Identifier: Apache-2.0
"""The README as a program: its Python and its commands are run in order, its links must lead somewhere.

Python blocks share one namespace; a block with ``>>>`` is checked like a doctest. In ``sh`` and
``console`` blocks the commands that begin with ``shadematch`` are run, and ``make`` must know its verbs.
Output that a ``console`` block shows is compared, with ``...`` for what may differ. A block after ``<!--
not run: reason -->`` is skipped. Files that the README names but does not make (``scalp.jpg``) are
looked up in the data of the package.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(
    r"(?P<skip><!-- not run: [^>]+-->\s*\n)?^```(?P<kind>python|sh|console)\n(?P<text>.*?)^```",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    kind: str
    text: str
    line: int


def blocks(kinds: set[str]) -> list[Block]:
    """The fenced blocks of these kinds that are to be run, with their line in the README."""
    found = [(m, README.count("\n", 0, m.start("kind")) + 1) for m in FENCE.finditer(README) if not m["skip"]]
    return [Block(m["kind"], m["text"], line) for m, line in found if m["kind"] in kinds]


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Command and the output shown for it; in ``console`` blocks commands follow a dollar sign."""
    text = block.text.replace("\\\n", " ")
    if block.kind == "sh":
        yield from (
            (line.split(" #")[0].strip(), "") for line in text.splitlines() if not line.startswith("#")
        )
        return
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command.split(" #")[0].strip(), output


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the input files that the README's blocks name."""
    folder = tmp_path_factory.mktemp("readme")
    code = "\n".join(block.text for block in blocks({"python", "sh", "console"}))
    for name in set(re.findall(r"[\w-]+\.(?:jpg|png|tif|csv|json)\b", code)):
        bundled = [p for p in (ROOT / "python" / "shadematch").rglob(name) if p.is_file()]
        if bundled:
            shutil.copy(bundled[0], folder / name)
    return folder


@pytest.fixture(scope="module")
def namespace() -> dict[str, object]:
    return {"__name__": "readme"}


@pytest.mark.parametrize("block", blocks({"python"}), ids=lambda block: f"line {block.line}")
def test_python_of_the_readme_runs(
    block: Block, workplace: Path, namespace: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace)
    if ">>>" not in block.text:
        exec(compile("\n" * block.line + block.text, "README.md", "exec"), namespace)
        return
    example = doctest.DocTestParser().get_doctest(block.text, namespace, "README", "README.md", block.line)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(example, out=said.append, clear_globs=False)
    namespace.update(example.globs)
    assert runner.failures == 0, "".join(said)


@pytest.mark.parametrize("block", blocks({"sh", "console"}), ids=lambda block: f"line {block.line}")
def test_commands_of_the_readme_run(block: Block, workplace: Path) -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, shown in commands(block):
        words = shlex.split(command)
        if words[:1] == ["make"]:
            assert set(words[1:]) <= verbs, command
        if words[:1] != ["shadematch"]:
            continue
        done = subprocess.run(
            command,
            shell=True,
            cwd=workplace,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        assert not shown or doctest.OutputChecker().check_output(shown, done.stdout, flags), done.stdout


def test_the_readme_begins_with_the_two_commands() -> None:
    first = next((block for block in blocks({"sh", "console"})), None)
    assert first is not None
    assert "make demo" in first.text and "make test" in first.text


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|href)=\"([^\"#]+)\"", README)
    local = [t for pair in targets for t in pair if t and "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (ROOT / t).exists()] == []


def test_the_table_of_what_to_look_for_names_files_that_exist() -> None:
    rows = re.search(
        r"^\|[^\n]*look for[^\n]*\|\n\|[-| :]+\|\n((?:\|.*\|\n)+)", README, re.MULTILINE | re.IGNORECASE
    )
    assert rows, "README has no table `| I look for … | file |`"
    for row in rows[1].splitlines():
        paths = re.findall(r"`([\w.-]+(?:/[\w.<>*{},-]*)*)`", row.split("|")[2])
        assert paths, f"names no file: {row}"
        assert [p for p in paths if not list(ROOT.glob(p.rstrip("/")))] == [], row
