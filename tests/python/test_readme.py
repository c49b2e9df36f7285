# SPDX-License-Identifier: Apache-2.0
"""The README as a program: its Python and its commands are run in order, its links must lead somewhere.

They run in a mirror of the repository's root as `make demo` leaves it: links to what is there, an empty
folder ``out``. Python blocks share one namespace; a block with ``>>>`` is checked like a doctest. A ``sh``
block runs as one script, or, if it calls ``make``, make must know its verbs. Of a ``console`` block the
commands run and their output is compared, with ``...`` for what may differ. A block after ``<!-- not run:
reason -->`` is skipped.
"""

import doctest
import re
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
    """Command and the output shown for it; a ``sh`` block is one command without output."""
    text = block.text.replace("\\\n", " ")
    if block.kind == "sh":
        yield text, ""
        return
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the repository, except that what the blocks write does not land there."""
    folder = tmp_path_factory.mktemp("readme")
    for entry in ROOT.iterdir():
        if entry.name not in ("out", ".venv"):
            (folder / entry.name).symlink_to(entry)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "out").mkdir()
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
    called = re.findall(r"^make ([^#\n]*)", block.text, re.MULTILINE)
    assert {verb for words in called for verb in words.split()} <= verbs
    for command, shown in [] if called else commands(block):
        done = subprocess.run(
            ["/bin/sh", "-e", "-c", command], cwd=workplace, capture_output=True, text=True, check=False
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
