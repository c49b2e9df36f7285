# SPDX-License-Identifier: Apache-2.0
"""The command line: what it prints, where, and with which exit code."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import shadematch as sm
from command_line import CAMERA, DEMO, HAIR, MATCH, SCALP, document, plain, run
from shadematch.cli.failure import ExitCode, failure_of, worst
from shadematch.demo import scalp_regions

NO_CHART_PIXELS = 64


@pytest.fixture(scope="module")
def gray(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph without a chart."""
    from PIL import Image

    path = tmp_path_factory.mktemp("photos") / "gray.png"
    Image.new("RGB", (NO_CHART_PIXELS, NO_CHART_PIXELS), (120, 120, 120)).save(path)
    return path


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "broken.jpg"
    path.write_bytes(CAMERA.read_bytes()[:2000])
    return path


@pytest.fixture(scope="module")
def chart() -> Any:
    result = run("chart", SCALP, "--json")
    assert result.exit_code == ExitCode.DONE, result.output
    return document("chart", result)


@pytest.fixture(scope="module")
def matched() -> Any:
    result = run(*MATCH, "--json")
    assert result.exit_code == ExitCode.DONE, result.output
    return document("match", result)


def test_chart_gives_24_centers_where_the_truth_has_them(chart: Any) -> None:
    truth = json.loads((DEMO / "demo_scalp.json").read_text(encoding="utf-8"))["chart"]
    assert chart["found"] and len(chart["centers"]) == len(chart["patches"]) == 24
    pairs = zip(chart["centers"], truth["centers"], strict=True)
    assert max(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairs) < 0.33 * truth["pitch_px"]
    assert chart["corners"] == [chart["centers"][index] for index in (0, 5, 23, 18)]


def test_every_output_carries_versions_and_the_hash_of_the_photograph(chart: Any, matched: Any) -> None:
    sha256 = hashlib.sha256(SCALP.read_bytes()).hexdigest()
    for found in (chart, matched):
        assert found["versions"]["shadematch"] == sm.__version__
        assert found["photo"]["sha256"] == sha256


def test_chart_says_in_json_why_there_is_none(gray: Path) -> None:
    result = run("chart", gray, "--json")
    found = document("chart", result)
    assert result.exit_code == ExitCode.REFUSED
    assert not found["found"] and found["reason"] and found["message"] and found["advice"]


def test_measure_agrees_with_the_library() -> None:
    result = run("measure", SCALP, "--region", f"hair={HAIR}", "--region", "box=10,10,60,40", "--json")
    found = document("measure", result)
    assert result.exit_code == ExitCode.DONE
    photo = sm.read_photo(SCALP)
    calibration = sm.calibrate(sm.find_chart(photo, "colorchecker-classic"))
    reading = sm.measure(calibration.to_lab(photo), scalp_regions()["hair"])
    assert found["regions"]["hair"] == reading.to_dict()
    assert found["regions"]["box"]["pixels"] == 60 * 40
    assert found["calibration"]["held_out_delta_e"]["mean"] == calibration.held_out.mean


def test_match_agrees_with_match_photo(matched: Any) -> None:
    ranking = sm.match_photo(SCALP, sm.bundled_catalogue(), **scalp_regions())
    assert matched["ranking"] == ranking.to_dict()
    assert len(matched["ranking"]["matches"]) == 10


def test_match_writes_the_card_that_the_document_says(matched: Any, tmp_path: Path) -> None:
    card = tmp_path / "card.html"
    found = document("match", run(*MATCH, "--card", card, "--json"))
    assert found["card"] == str(card) and found["ranking"] == matched["ranking"]
    html = card.read_text(encoding="utf-8")
    assert found["photo"]["sha256"] in html and matched["ranking"]["matches"][0]["mix_id"] in html


def test_match_leaves_out_what_it_is_told_to_and_says_why(matched: Any) -> None:
    best = matched["ranking"]["matches"][0]
    stock = sm.bundled_catalogue().stock(best["recipe"][0]["stock"])
    ingredient = stock.components[0].ci or stock.components[0].name
    found = document("match", run(*MATCH, "--exclude", ingredient, "--top", "3", "--json"))
    kept = [match["mix_id"] for match in found["ranking"]["matches"]]
    assert best["mix_id"] not in kept and len(kept) <= 3
    reasons = {each["mix_id"]: each["reason"] for each in found["ranking"]["excluded"]}
    assert ingredient in reasons[best["mix_id"]]


def test_match_of_a_free_color_ranks_by_that_color() -> None:
    mix = sm.bundled_catalogue().mixes[0]
    color = mix.measured or mix.predicted
    assert color is not None
    lab = ",".join(f"{value:.6f}" for value in color.lab)
    found = document("match", run("match", SCALP, "--target", "lab", "--lab", lab, "--json"))
    assert found["ranking"]["target"]["kind"] == "lab"
    assert found["ranking"]["matches"][0]["delta_e"] < 0.01


def test_a_saved_calibration_measures_like_the_chart(tmp_path: Path) -> None:
    saved = tmp_path / "calibration.json"
    made = document("calibrate", run("calibrate", SCALP, "-o", saved, "--json"))
    assert made["output"] == str(saved) and saved.exists()
    with_chart = document("measure", run("measure", SCALP, "--region", f"hair={HAIR}", "--json"))
    without = document(
        "measure", run("measure", SCALP, "--region", f"hair={HAIR}", "--calibration", saved, "--json")
    )
    assert with_chart["regions"] == without["regions"]
    assert without["calibration"]["chart"] is None


def test_corners_by_hand_stand_for_the_search(chart: Any) -> None:
    corners = ",".join(f"{value:.2f}" for point in chart["corners"] for value in point)
    found = document("chart", run("chart", SCALP, "--corners", corners, "--json"))
    pairs = zip(chart["centers"], found["centers"], strict=True)
    assert max(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairs) < 3
    assert "corners_by_hand" in found["warnings"]


def test_a_batch_goes_on_after_bad_photographs_and_gives_a_row_for_each(
    gray: Path, broken: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.jpg"
    result = run("chart", gray, broken, missing, SCALP, "--json")
    rows = document("chart", result)
    assert [row["photo"]["path"] for row in rows] == [str(p) for p in (gray, broken, missing, SCALP)]
    assert [row["status"] for row in rows] == ["refused", "unreadable", "unreadable", "done"]
    assert result.exit_code == ExitCode.UNREADABLE
    assert rows[2]["photo"]["sha256"] is None
    lines = result.stdout.splitlines()
    assert lines[0] == "[" and len(lines) == 6 and json.loads(lines[1].rstrip(","))


def test_csv_has_one_row_a_photograph_and_the_same_columns(gray: Path) -> None:
    result = run("measure", gray, SCALP, "--region", f"hair={HAIR}", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == ExitCode.REFUSED
    assert [row["status"] for row in rows] == ["refused", "done"]
    assert rows[0]["hair_L"] == "" and 0 < float(rows[1]["hair_L"]) < 100


def test_match_csv_names_the_best_mix(matched: Any) -> None:
    (row,) = csv.DictReader(io.StringIO(run(*MATCH, "--csv").stdout))
    best = matched["ranking"]["matches"][0]
    assert row["mix"] == best["mix_id"] and float(row["delta_e"]) == best["delta_e"]
    assert f"{best['recipe'][0]['drops']} {best['recipe'][0]['stock']}" in row["drops"]


def test_tables_for_people_name_the_mixes_and_the_uncertainty(matched: Any) -> None:
    result = run(*MATCH)
    shown = plain(result.stdout)
    assert result.exit_code == ExitCode.DONE
    assert "±" in shown and matched["ranking"]["matches"][0]["words"].split(",")[0] in shown


def test_data_goes_to_stdout_and_reasons_to_stderr(gray: Path) -> None:
    result = run("chart", gray)
    found = document("chart", run("chart", gray, "--json"))
    assert found["message"] in result.stderr and found["message"] not in result.stdout
    assert found["reason"] in result.stdout


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("hair=1,2,3", "region 'hair': expected x,y,w,h or at least three corners"),
        ("hair=1,2,3", "got 3 numbers"),
        ("hair=1,2,x,4", "region 'hair': expected x,y,w,h"),
        ("hair=1,2,x,4", "got 'x' as number 3"),
        ("hair=1,2,0,4", "expected a width and height above 0, got 0 x 4"),
        ("hair=1,2,inf,4", "got 'inf' as number 3"),
        ("hair=1,2,3,4,5,6,7", "got 7 numbers"),
        ("1,2,3,4", "expected NAME="),
        ("1,2,3,4", "got '1,2,3,4'"),
    ],
)
def test_a_bad_region_is_a_usage_error_that_names_it(region: str, said: str) -> None:
    result = run("measure", SCALP, "--region", region)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == "" and said in plain(result.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("match", SCALP), "target 'hair': expected --hair, got none"),
        (("match", SCALP, "--target", "skin"), "target 'skin': expected --scalp, got none"),
        (("match", SCALP, "--target", "beard"), "target: expected one of hair, skin, lab, got 'beard'"),
        (("match", SCALP, "--lab", "1,2"), "lab: expected L,a,b"),
        (("match", SCALP, "--lab", "50,0,0", "--hair", "1,2,3,4"), "expected --target lab with it"),
        (("match", SCALP, "--hair", "1,2,3,4", "--formula", "rgb"), "formula: expected one of"),
        (("match", SCALP, SCALP, "--hair", "1,2,3,4", "--card", "x"), "card: expected one photograph, got 2"),
        (("chart", SCALP, "--chart", "rainbow"), "rainbow"),
        (("chart", SCALP, "--edition", "tomorrow"), "tomorrow"),
        (("chart", SCALP, "--corners", "1,2,3,4"), "corners: expected 8 numbers"),
        (("chart", SCALP, "--json", "--csv"), "expected one of --json and --csv, got both"),
        (("measure", SCALP, "--region", "a=1,2,3,4", "--region", "a=1,2,3,4"), "got 'a' several times"),
        (("match", SCALP, "--lab", "50,201,0", "--target", "lab"), "a and b from -200 to 200"),
        (("match", SCALP, "--lab", "50,0,-1e300", "--target", "lab"), "got '50,0,-1e300'"),
        (("match", SCALP, "--hair", "1,2,3,4", "--top", "99999999999"), "0<=x<=1000000"),
        (
            ("measure", "missing.jpg", "--region", "a=1,2,3,4", "--rung", "nope"),
            "rung: expected one of auto,",
        ),
        (("bench", "nothing"), "bench: expected one of"),
        (("bench", "speed", "--count", "3"), "bench: expected --count with one of"),
        (("bench", "speed", "--part", "all"), "part: expected one of ciede2000, pixels, "),
        (("bench", "chart", "--part", "pixels"), "part: expected no --part without a bench that has parts"),
        (("simulate", "out", "-n", "0"), "Invalid value for '-n'"),
        (("paint",), "No such command"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_was_expected(arguments: tuple[Any, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE, result.output
    assert said in plain(result.stderr) and result.stdout == ""


def test_a_region_outside_the_photograph_is_refused_by_name() -> None:
    result = run("measure", SCALP, "--region", "far=99999,0,10,10", "--json")
    found = document("measure", result)
    assert result.exit_code == ExitCode.REFUSED
    assert found["reason"] == "does_not_fit" and "region 'far'" in found["message"]


def test_catalogue_check_lists_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    file.write_text(
        '{"schema": "shadematch-catalogue/1", "stocks": [{"id": "a", "kind": "paint"}], "mixes": 3}'
    )
    result = run("catalogue", "check", file, "--json")
    found = document("catalogue-check", result)
    assert result.exit_code == ExitCode.UNREADABLE
    assert not found["valid"] and {each["path"] for each in found["problems"]} == {
        "$.stocks[0].kind",
        "$.mixes",
    }


def test_catalogue_check_counts_what_a_good_one_holds(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    sm.bundled_catalogue().save(file)
    found = document("catalogue-check", run("catalogue", "check", file, "--json"))
    assert found["valid"] and found["mixes"] == len(sm.bundled_catalogue())


def test_a_bad_catalogue_ends_match_before_any_photograph(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.csv"
    file.write_text("record,id\nstock\n")
    result = run("match", "missing.jpg", "--hair", "1,2,3,4", "--catalogue", file)
    assert result.exit_code == ExitCode.UNREADABLE
    assert "catalogue.csv" in result.stderr and "missing.jpg" not in result.stderr


def test_simulate_writes_photographs_and_says_what_is_true(tmp_path: Path) -> None:
    found = document("simulate", run("simulate", tmp_path / "out", "-n", "1", "--seed", "5", "--json"))
    (scene,) = found["scenes"]
    assert Path(scene["photo"]).exists()
    truth = json.loads(Path(scene["truth"]).read_text(encoding="utf-8"))
    assert scene["regions"]["hair"] == truth["regions"]["hair"]["lab"]


def test_the_worst_photograph_decides_the_exit_code() -> None:
    assert worst([ExitCode.DONE, ExitCode.REFUSED]) is ExitCode.REFUSED
    assert worst([ExitCode.REFUSED, ExitCode.UNREADABLE]) is ExitCode.UNREADABLE
    assert worst([]) is ExitCode.DONE


def test_a_fault_of_the_program_is_not_taken_for_a_refusal() -> None:
    assert failure_of(ZeroDivisionError()) is None
    assert failure_of(PermissionError(13, "Permission denied", "a.jpg")) is not None


def test_the_module_runs_like_the_command_and_loads_nothing_heavy() -> None:
    heavy = ("typer", "rich", "PIL", "jsonschema", "scipy")
    code = f"import sys, shadematch; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    done = subprocess.run(
        [sys.executable, "-m", "shadematch", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"shadematch {sm.__version__}\n"
