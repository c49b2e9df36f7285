# SPDX-License-Identifier: Apache-2.0
"""The commands that look for recipes: formulate, sessions, repair, correct-cup."""

from pathlib import Path

import pytest

import shadematch as sm
from command_line import CAMERA, document, plain, run
from shadematch.card import recipe_card
from shadematch.cli.failure import ExitCode
from shadematch.skin import skin_from_lab

SKIN = ("--skin", "62,12,16")
TARGET = ("--target", "54,6,8.5")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    file = tmp_path_factory.mktemp("recipes") / "catalogue.json"
    sm.bundled_catalogue().save(file)
    return ("--catalogue", str(file))


def test_formulate_prints_recipes_and_a_checked_document(catalogue: tuple[str, str]) -> None:
    asked = ("formulate", *catalogue, *TARGET, *SKIN)
    found = document("formulate", run(*asked, "--json"))
    assert found["formulation"]["reached"] is True
    flags = found["formulation"]["recipes"][0]["flags"]
    assert {flag["code"] for flag in flags} >= {"entry75_unknown"}
    table = run(*asked)
    assert table.exit_code == ExitCode.DONE
    assert "Recipes (model)" in table.stdout
    assert run(*asked, "--card", "0.8").exit_code == ExitCode.USAGE


def test_recipes_are_written_as_a_page(catalogue: tuple[str, str], tmp_path: Path) -> None:
    page = tmp_path / "recipes.html"
    asked = ("formulate", *catalogue, *TARGET, *SKIN)
    found = document("formulate", run(*asked, "--recipe-card", page, "--json"))["formulation"]
    html = page.read_text(encoding="utf-8")
    first = found["recipes"][0]
    for part in first["parts"]:
        assert f"{part['drops']} {part['stock_id']}" in html
    assert f"{first['delta_e']:.1f} (" in html
    assert "entry 75" in html
    assert "Status: model" in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    assert run(*asked, "--recipe-card", catalogue[1]).exit_code == ExitCode.USAGE
    assert run(*asked, "--recipe-card", tmp_path / "no" / "folder.html").exit_code == ExitCode.UNREADABLE


def test_names_on_the_page_stay_text() -> None:
    answer = sm.formulate(sm.bundled_catalogue(), target=[55, 6, 8], medium=skin_from_lab([62, 12, 16]))
    hostile = answer.to_dict() | {"reached": False, "sentence": "<b>&"}
    hostile["recipes"][0]["parts"][0]["stock_id"] = "<script>alert(1)</script>"
    html = recipe_card(hostile, title="<i>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;&amp;" in html
    assert "&lt;i&gt;" in html


def test_what_cannot_be_is_refused_with_a_document(catalogue: tuple[str, str], tmp_path: Path) -> None:
    result = run("formulate", *catalogue, *TARGET, *SKIN, "--with", "gold", "--json")
    refused = document("formulate", result)
    assert (result.exit_code, refused["status"]) == (ExitCode.REFUSED, "refused")
    assert "got 'gold'" in refused["message"]
    missing = str(tmp_path / "none.json")
    result = run("formulate", "--catalogue", missing, *TARGET, *SKIN, "--json")
    assert result.exit_code == ExitCode.UNREADABLE
    assert document("formulate", result)["reason"] == "not_found"


def test_a_region_of_a_measured_photograph_is_a_target_with_its_uncertainty(
    catalogue: tuple[str, str], tmp_path: Path
) -> None:
    measured = tmp_path / "measured.json"
    result = run("measure", CAMERA, "--region", "hair=10,10,60,60", "--json")
    measured.write_text(result.stdout)
    asked = ("formulate", *catalogue, *SKIN, "--json")
    found = document("formulate", run(*asked, "--target", f"{measured}:hair"))
    lab = document("measure", result)["regions"]["hair"]["lab"]
    by_hand = document("formulate", run(*asked, "--target", ",".join(map(str, lab))))
    first, plain_first = (each["formulation"]["recipes"][0] for each in (found, by_hand))
    assert first["parts"] == plain_first["parts"]
    assert first["delta_e_interval"][1] > plain_first["delta_e_interval"][1]
    wrong = run(*asked, "--target", f"{measured}:beard")
    assert wrong.exit_code == ExitCode.USAGE
    assert "one measured region 'beard', got 0" in plain(wrong.stderr)


def test_sessions_are_planned_and_planned_again_with_what_a_photograph_told(
    catalogue: tuple[str, str],
) -> None:
    asked = ("sessions", *catalogue, *TARGET, *SKIN)
    plan = document("sessions", run(*asked, "--json"))["plan"]
    assert [each["number"] for each in plan["sessions"]] == [1, 2, 3]
    assert plan["status"] == "model"
    rest = document("sessions", run(*asked, "--healed", "60,10,13.5", "--json"))["plan"]
    assert [each["number"] for each in rest["sessions"]] == [2, 3]
    assert rest["status"] == "fitted to 1 client photograph"
    last = document("sessions", run(*asked, "--healed", "60,10,13.5", "--healed", "58,9,12", "--json"))
    assert [each["number"] for each in last["plan"]["sessions"]] == [3]
    assert last["plan"]["healing"]["photographs"] == 2
    assert "Visits (fitted to 1 client photograph)" in run(*asked, "--healed", "60,10,13.5").stdout
    refused = run(*asked, "--healed", "60,30,-5", "--json")
    assert refused.exit_code == ExitCode.REFUSED
    assert document("sessions", refused)["reason"] == "contradicts_model"
    many = [word for _ in range(3) for word in ("--healed", "60,10,13")]
    assert run(*asked, *many).exit_code == ExitCode.USAGE


def test_the_healing_of_a_clinic_goes_into_recipes_and_visits(
    catalogue: tuple[str, str], tmp_path: Path
) -> None:
    readings = Path(sm.__file__).parent / "data" / "treated_readings.csv"
    clinic = tmp_path / "clinic.json"
    assert run("skin", "fit", readings, "--out", clinic).exit_code == ExitCode.DONE
    asked = ("sessions", *catalogue, *TARGET, *SKIN, "--json")
    plan = document("sessions", run(*asked, "--healing", clinic))["plan"]
    assert plan["status"] == "fitted to 48 client photographs"
    prior = document("sessions", run(*asked))["plan"]
    assert plan["sessions"][1]["L_se"] < prior["sessions"][1]["L_se"]
    result = run("formulate", *catalogue, *TARGET, "--card", "0.8", "--healing", clinic)
    assert result.exit_code == ExitCode.USAGE


def test_repair_says_what_to_do(catalogue: tuple[str, str]) -> None:
    asked = ("repair", *catalogue, *SKIN, "--target", "55,7,8")
    blue = document("repair", run(*asked, "--treated", "57,3,-1", "--json"))["repair"]
    assert (blue["advice"], blue["cast"]) == ("neutralize", "blue")
    assert any(part["stock_id"] == "red-oxide" for part in blue["recipe"]["parts"])
    assert "neutralize: a mix takes the blue" in run(*asked, "--treated", "57,3,-1").stdout
    dark = document("repair", run(*asked, "--treated", "45,2,2", "--json"))["repair"]
    assert dark["advice"] == "do_not_add"
    assert dark["recipe"] is None


def test_a_cup_is_corrected_by_what_it_holds(catalogue: tuple[str, str]) -> None:
    asked = ("correct-cup", *catalogue, *SKIN, *TARGET, "--coverage", "0.3")
    weak = ("--holds", "carbon=0.05", "--holds", "water=1")
    found = document("correct-cup", run(*asked, *weak, "--json"))["correction"]
    assert found["now"]["total_ml"] == pytest.approx(1.05)
    assert all(each["total_ml"] > 1.05 for each in found["additions"])
    assert found["additions"][0]["delta_e"] < found["now"]["delta_e"]
    assert "now dE00" in run(*asked, *weak).stdout
    assert run(*asked, "--holds", "carbon").exit_code == ExitCode.USAGE
    assert run(*asked, "--holds", "carbon=1", "--holds", "carbon=2").exit_code == ExitCode.USAGE
