# SPDX-License-Identifier: Apache-2.0
"""Pages of the documentation as programs: Python and commands run in order, in an empty folder.

A ``sh`` block is a program; a ``bash`` block shows the form of commands on files that are not there.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shadematch.drawdown_cxf import NAMESPACE, read_drawdowns_cxf

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    """Kind and text of the fenced blocks."""
    return FENCE.findall((DOCS / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("mixing.md", ["sh", "python", "python", "xml"]),
        ("skin.md", ["python"]),
        ("formulation.md", ["python", "bash"]),
    ],
)
def test_every_block_of_the_page_runs(
    page: str, kinds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert [kind for kind, _ in blocks(page)] == kinds
    namespace: dict[str, object] = {"__name__": page}
    for kind, text in blocks(page):
        if kind == "sh":
            done = subprocess.run(["/bin/sh", "-e", "-c", text], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        elif kind == "python":
            exec(compile(text, page, "exec"), namespace)


def test_the_tags_of_the_page_are_a_recipe() -> None:
    tags = next(text for kind, text in blocks("mixing.md") if kind == "xml")
    film = f"""<cc:Object Name="x"><cc:ColorValues><cc:ReflectanceSpectrum StartWL="400" Increment="20">{
        "0.4 " * 16
    }</cc:ReflectanceSpectrum></cc:ColorValues>{tags}</cc:Object>"""
    card = film.replace(tags, "").replace('"x"', '"| bare_white"')
    document = (
        f'<cc:CxF xmlns:cc="{NAMESPACE}"><cc:Resources><cc:ObjectCollection>{card}{film}'
        "</cc:ObjectCollection></cc:Resources></cc:CxF>"
    )
    table = read_drawdowns_cxf(document.encode(), "page.cxf")
    assert table.samples == ["a"]
    assert dict(zip(table.stocks, table.drawdowns[0].fractions, strict=True)) == {"Red": 0.1, "White": 0.9}
