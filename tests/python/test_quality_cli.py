# SPDX-License-Identifier: Apache-2.0
"""Capture gates on the command line: red refuses with all that was found, an override is in every output."""

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import shadematch as sm
from command_line import HAIR, MATCH, SCALP, SKIN, document, plain, run
from shadematch.cli.failure import ExitCode
from shadematch.demo import scalp_regions
from shadematch.simulate.faults import FAULTS, faulty_scene

REGION = "500,460,120,120"


@pytest.fixture(scope="module")
def blurred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph out of focus, whose scalp lies at the right."""
    fault = next(each for each in FAULTS if each.name == "out of focus")
    path = tmp_path_factory.mktemp("photos") / "blurred.jpg"
    path.write_bytes(faulty_scene(fault, 5, 1, width=800, height=600, chart_on_left=True).jpeg)
    return path


def quality(*arguments: object) -> Any:
    return document("quality", run("quality", *arguments, "--json"))


def test_quality_tells_every_gate_and_the_whole_report() -> None:
    found = quality(SCALP, "--hair", HAIR, "--scalp", SKIN)
    assert found["status"] == "done" and found["quality"]["verdict"] in ("green", "amber")
    gates = {(gate["gate"], gate["subject"]) for gate in found["quality"]["gates"]}
    assert {("edge_width", ""), ("glare", "hair"), ("texture", "scalp")} <= gates
    assert found["report"]["sha256"]["photo"] == found["photo"]["sha256"]
    assert set(found["report"]["calibration"]) >= {"held_out", "rungs", "light", "uncertainty", "clipping"}


def test_quality_of_a_red_photograph_is_refused_with_its_table(blurred: Path) -> None:
    result = run("quality", blurred, "--json")
    found = document("quality", result)
    assert result.exit_code == ExitCode.REFUSED
    assert (found["status"], found["reason"]) == ("refused", "edge_width")
    assert found["advice"] == "Hold still, clean the lens"
    assert found["quality"]["verdict"] == "red" and found["report"] is not None
    table = plain(run("quality", blurred).stdout)
    assert "edge_width" in table and "Hold still" in table and "red" in table


def test_measure_match_and_calibrate_refuse_red_and_say_why(blurred: Path, tmp_path: Path) -> None:
    saved = tmp_path / "light.json"
    for command, arguments in (
        ("measure", ("--region", f"skin={REGION}")),
        ("match", ("--hair", REGION)),
        ("calibrate", ("-o", saved)),
    ):
        result = run(command, blurred, *arguments, "--json")
        found = document(command, result)
        assert result.exit_code == ExitCode.REFUSED, command
        assert found["reason"] == "edge_width"
        assert "expected at most 4 px, got" in found["message"]
        assert found["quality"]["verdict"] == "red"
    assert not saved.exists()


def test_an_override_is_in_json_csv_and_card(blurred: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.html"
    arguments = ("match", blurred, "--hair", REGION, "--override", "edge_width", "--card", card)
    found = document("match", run(*arguments, "--json"))
    assert found["quality"]["overridden"] == ["edge_width"]
    assert any("let pass by hand" in line for line in found["ranking"]["warnings"])
    assert "Red, let pass by hand: edge width" in card.read_text(encoding="utf-8")
    row = next(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert (row["quality"], row["overridden"]) == ("red", "edge_width")
    ranking = sm.match_photo(
        blurred, sm.bundled_catalogue(), hair=(500, 460, 120, 120), override=["edge_width"]
    )
    assert found["ranking"] == ranking.to_dict()


def test_match_photo_refuses_red_and_hands_over_the_report(blurred: Path) -> None:
    with pytest.raises(sm.MeasurementRefused, match="capture gate edge_width") as caught:
        sm.match_photo(blurred, sm.bundled_catalogue(), hair=(500, 460, 120, 120))
    assert caught.value.report.verdict == "red"  # type: ignore[attr-defined]


def test_an_unknown_gate_is_misuse() -> None:
    result = run(*MATCH, "--override", "sharpness")
    assert result.exit_code == ExitCode.USAGE
    assert "override: expected gates of: all, chart" in plain(result.stderr)


def test_a_photograph_without_a_chart_is_red_by_its_chart_gate(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    Image.new("RGB", (400, 300), (120, 110, 100)).save(empty)
    found = quality(empty)
    assert found["status"] == "refused"
    assert [(gate["gate"], gate["verdict"]) for gate in found["quality"]["gates"]] == [("chart", "red")]


def test_repeats_are_compared() -> None:
    found = quality(SCALP, "--scalp", SKIN, "--repeat", SCALP, "--repeat", SCALP)
    spread = next(gate for gate in found["quality"]["gates"] if gate["gate"] == "repeats")
    assert (spread["value"], spread["verdict"], spread["subject"]) == (0, "green", "scalp")


def test_the_overlay_marks_chart_patches_and_regions(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.png"
    found = quality(SCALP, "--hair", HAIR, "--scalp", SKIN, "--overlay", overlay)
    assert found["overlay"] == str(overlay)
    drawn = np.asarray(Image.open(overlay)).astype(int)
    plain_photo = np.asarray(Image.open(SCALP).resize((1400, 1050), Image.Resampling.BOX)).astype(int)
    changed = np.abs(drawn[:1050, :1400] - plain_photo).max(axis=2) > 60
    (x0, y0), (x1, y1) = (
        np.array(f(scalp_regions()["scalp"], axis=0)) * 1400 / 1600 for f in (np.min, np.max)
    )
    edge = changed[int(y0) - 3 : int(y0) + 4, int(x0) : int(x1)].any(axis=0)
    inside = changed[int(y0) + 30 : int(y1) - 10, int(x0) + 10 : int(x1) - 10]
    assert edge.mean() > 0.9 and inside.mean() < 0.05


def test_an_overlay_never_replaces_the_photograph() -> None:
    result = run("quality", SCALP, "--overlay", SCALP)
    assert result.exit_code == ExitCode.USAGE
    assert "expected a file that is no input" in plain(result.stderr)
