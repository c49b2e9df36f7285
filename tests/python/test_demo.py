# SPDX-License-Identifier: Apache-2.0
"""The demo: the same as published, and a difference is told."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shadematch import demo
from shadematch.cli.app import app
from shadematch.schemas import validator


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    out = tmp_path_factory.mktemp("demo") / "out"
    result = CliRunner().invoke(app, ["demo", "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout), out


def test_the_demo_gives_the_published_result_and_a_card(ran: tuple[dict[str, Any], Path]) -> None:
    document, out = ran
    validator("demo").validate(document)
    assert document["same_as_published"] and document["differences"] == []
    assert (out / "card.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert len(document["scalp"]["matches"]) == 10


def test_each_step_prints_one_line_with_its_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = demo.run(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    for step in document["steps"]:
        assert [line for line in lines if f" s  {step['step']}: " in line], step
    assert "same as published" in lines
    assert any("left-out patches" in line for line in lines)


def published_twice() -> tuple[dict[str, Any], dict[str, Any]]:
    theirs = demo.published()
    return copy.deepcopy(theirs), theirs


def test_a_color_outside_the_tolerance_is_told() -> None:
    ours, theirs = published_twice()
    assert demo.differences(ours, theirs) == []
    ours["scalp"]["lab"]["hair"][0] += 3
    (said,) = demo.differences(ours, theirs)
    assert "scalp: hair" in said


def test_a_held_out_error_outside_the_tolerance_is_told() -> None:
    ours, theirs = published_twice()
    ours["camera"]["held_out_delta_e"]["mean"] += 1
    (said,) = demo.differences(ours, theirs)
    assert "camera: held-out mean differs by 1.00" in said


def test_a_missing_best_mix_is_told() -> None:
    ours, theirs = published_twice()
    best = ours["scalp"]["matches"].pop(0)
    ours["scalp"]["matches"].append({"mix_id": "other", "delta_e": 99.0, "tie_group": 9})
    (said,) = demo.differences(ours, theirs)
    assert best["mix_id"] in said and "missing" in said


def test_a_mix_with_another_difference_is_told() -> None:
    ours, theirs = published_twice()
    ours["scalp"]["matches"][2]["delta_e"] += 2
    assert any(ours["scalp"]["matches"][2]["mix_id"] in said for said in demo.differences(ours, theirs))


def test_a_shorter_ranking_is_told() -> None:
    ours, theirs = published_twice()
    ours["scalp"]["matches"] = ours["scalp"]["matches"][:5]
    assert "scalp: 5 mixes ranked, published 10" in demo.differences(ours, theirs)


def test_a_difference_ends_the_command_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = demo.published()
    wrong["scalp"]["lab"]["hair"][0] += 5
    monkeypatch.setattr(demo, "published", lambda: wrong)
    result = CliRunner().invoke(app, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 1 and "differs from the published result" in result.stdout
