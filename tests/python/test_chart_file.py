# SPDX-License-Identifier: Apache-2.0
"""Charts of one's own: docs/charts.md runs, and what the reader gives is what the file says."""

import doctest
import json
import re
from pathlib import Path

import numpy as np
import pytest

import shadematch as sm

PAGE = Path(__file__).resolve().parents[2] / "docs" / "charts.md"
FILES = re.findall(r"^```json\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", FILES, ids=lambda text: json.loads(text)["id"])
def test_every_chart_file_of_the_page_is_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    path.write_text(text, encoding="utf-8")
    definition = sm.load_chart_definition(path)
    written = json.loads(text)
    assert definition.id == written["id"]
    assert definition.default_edition == next(iter(written["editions"]))
    np.testing.assert_array_equal(
        definition.edition().lab, written["editions"][definition.default_edition]["lab"]
    )
    if "positions" in written:
        np.testing.assert_array_equal(definition.positions, written["positions"])


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 4
    assert failed == 0


def test_the_reader_takes_every_key_that_the_page_names(tmp_path: Path) -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    keys = re.findall(r"[a-z_]+", " ".join(rows))
    assert len(keys) == 18
    path = tmp_path / "chart.json"
    for key in keys:
        path.write_text(json.dumps({key: None, "other": 1}))
        with pytest.raises(sm.InvalidDocument, match="other") as refused:
            sm.load_chart_definition(path)
        assert refused.value.code == "unknown_key"


def test_patches_of_a_masked_grid_stand_where_the_masks_leave_them(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    path.write_text(next(text for text in FILES if '"ring"' in text))
    definition = sm.load_chart_definition(path)
    assert definition.patch_count == 14
    assert definition.positions[5].tolist() == [0, 1]
    assert definition.positions[6].tolist() == [4, 1]


def test_a_table_of_another_width_is_the_callers_error() -> None:
    classic = sm.chart_definition("colorchecker-classic")
    with pytest.raises(ValueError, match=r"\(n, 3\)"):
        classic.with_edition("mine", np.zeros((24, 2)), 0.3)
    with pytest.raises(ValueError, match="expected 24 rows of L, a, b, got 3"):
        classic.with_edition("mine", np.zeros((3, 3)), 0.3)


@pytest.mark.parametrize("named", [{"id": ""}, {"editions": {"": {"lab": []}}}])
def test_a_chart_and_its_editions_have_names(named: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    path.write_text(json.dumps(json.loads(FILES[0]) | named))
    with pytest.raises(sm.InvalidDocument, match="expected a name") as refused:
        sm.load_chart_definition(path)
    assert refused.value.code == "empty_name"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xd8")
    for read in (
        sm.load_chart_definition,
        sm.load_calibration,
        sm.load_light_field,
        lambda path: sm.load_patch_values(path, 24),
    ):
        with pytest.raises(
            sm.InvalidDocument, match="binary: expected UTF-8, got another encoding at byte 0"
        ):
            read(path)
