# SPDX-License-Identifier: Apache-2.0
"""From drawdowns to stocks: the fit, its left-out errors, the catalogue and ``shadematch pigment fit``."""

import json
import xml.etree.ElementTree as ET
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from command_line import document, plain, run
from shadematch import Catalogue, InvalidDocument
from shadematch.film import Drawdown, FilmCoefficients, film_reflectance, fit_film, read_drawdowns
from shadematch.formulate import FormulationOptions, evaluate_recipe, film_on_card
from shadematch.stock_fit import SURFACES, fit_stocks, stock_catalogue, stock_ids
from shadematch.stock_warnings import MOST_NOISE

EXAMPLE = Path(str(resources.files("shadematch") / "data" / "mixing" / "vermilion_drawdowns.csv"))
HEADER = "sample,surface,components,weight_percent," + ",".join(f"R{nm}" for nm in range(400, 710, 10)) + "\n"


@pytest.fixture(scope="module")
def found():
    return fit_stocks(read_drawdowns(EXAMPLE), surface=SURFACES[1])


def test_each_film_is_predicted_from_the_other_samples(found):
    by_name = {each.name: each for each in found.samples}
    assert len(by_name) == 20
    tint = by_name["06C over white"]
    assert tint.parts == pytest.approx({"Vermillion": 0.5, "ZincWhite": 0.5})
    assert 0 < tint.delta_e_fitted < tint.delta_e_left_out < 2
    assert np.median(found.left_out) < 1.5


def test_the_surface_that_predicts_best_is_taken(found):
    best = fit_stocks(read_drawdowns(EXAMPLE))
    assert best.left_out.mean() <= found.left_out.mean()
    assert best.fit.surface.refractive_index in {each.refractive_index for each in SURFACES}


def test_fitted_stocks_are_a_catalogue_that_makes_the_same_films(found):
    catalogue = Catalogue.from_json(stock_catalogue(found, source="made").to_json())
    assert [stock.id for stock in catalogue.stocks] == ["Vermillion", "ZincWhite", "BoneBlack"]
    optical = json.loads(catalogue.to_json())["stocks"][0]["optical"]
    assert (optical["level"], len(optical["cov"])) == ("L3", 72)
    again = film_reflectance(
        FilmCoefficients(K=optical["k"], S=optical["s"]),
        background=np.full(36, 0.85),
        surface=found.fit.surface,
    )
    at = {"background": np.full(36, 0.85), "surface": found.fit.surface}
    np.testing.assert_array_equal(again, film_reflectance(found.fit.stocks[0], **at))


@pytest.fixture(scope="module")
def stocks_file(found, tmp_path_factory):
    file = tmp_path_factory.mktemp("stocks") / "stocks.json"
    stock_catalogue(found, source="made").save(file)
    return file


def test_films_of_the_written_stocks_look_as_they_were_measured(found, stocks_file):
    catalogue = Catalogue.load(stocks_file)
    assert Catalogue.validate(stocks_file) == []
    no_diluent = FormulationOptions()
    no_diluent.dilute = False

    def off(surface):
        errors = []
        table = read_drawdowns(EXAMPLE)
        for each, name in zip(table.drawdowns, table.cards, strict=True):
            if name != "white":
                continue
            drops = {s: round(100 * c) for s, c in zip(table.stocks, each.fractions, strict=True) if c > 0}
            medium = film_on_card(each.background, surface=surface)
            recipe = evaluate_recipe(
                catalogue, drops, target=np.array(each.film), medium=medium, options=no_diluent
            )
            errors.append(recipe.delta_e)
        assert len(errors) == 10
        return np.mean(errors)

    assert off(catalogue.film_surface()) < 1
    with pytest.raises(ValueError, match=r"give the film the surface 1\.3,0\.035"):
        off(None)


def test_the_command_takes_the_surface_of_the_stocks(stocks_file):
    asked = (
        "formulate",
        "--catalogue",
        stocks_file,
        "--target",
        "60,20,10",
        "--card",
        "0.85",
        "--no-diluent",
    )
    by_itself = document("formulate", run(*asked, "--json"))
    assert by_itself["formulation"]["excluded"] == {}
    assert document("formulate", run(*asked, "--surface", "1.3,0.035", "--json")) == by_itself
    other = run(*asked, "--surface", "1.5,0.02")
    assert other.exit_code == 3
    assert "give the film the surface 1.3,0.035" in plain(other.stderr)
    on_skin = run(
        "formulate",
        "--catalogue",
        stocks_file,
        "--target",
        "60,20,10",
        "--skin",
        "62,12,16",
        "--surface",
        "1.3,0.035",
    )
    assert "expected --surface with --card" in plain(on_skin.stderr)
    assert on_skin.exit_code == 2


def test_stocks_of_two_surfaces_have_none_in_common(stocks_file, tmp_path):
    two = json.loads(stocks_file.read_text(encoding="utf-8"))
    two["stocks"][1]["optical"]["surface"]["mirrored"] = 0.04
    file = tmp_path / "two.json"
    file.write_text(json.dumps(two), encoding="utf-8")
    with pytest.raises(ValueError, match=r"of 'Vermillion' and 1\.3,0\.04 of 'ZincWhite'"):
        Catalogue.load(file).film_surface()
    asked = ("formulate", "--catalogue", file, "--target", "30,0,0", "--card", "0.85", "--no-diluent")
    assert "with --surface" in plain(run(*asked).stderr)
    chosen = document("formulate", run(*asked, "--surface", "1.3,0.035", "--json"))
    assert list(chosen["formulation"]["excluded"]) == ["ZincWhite"]


def test_a_diluent_that_is_missing_is_asked_for_both_ways(stocks_file):
    asked = ("formulate", "--catalogue", stocks_file, "--target", "60,20,10", "--card", "0.85")
    said = plain(run(*asked).stderr)
    assert "add one to the catalogue" in said
    assert "--no-diluent" in said


def test_a_stock_that_only_one_sample_holds_cannot_be_left_out(tmp_path):
    rows = [
        row for row in EXAMPLE.read_text(encoding="utf-8").splitlines() if not row.startswith(("06B", "06C"))
    ]
    file = tmp_path / "few.csv"
    file.write_text("\n".join(row for row in rows if not row.startswith(("06D", "06E"))), encoding="utf-8")
    few = fit_stocks(read_drawdowns(file), surface=SURFACES[0])
    assert [each.name for each in few.samples if each.delta_e_left_out is None] == [
        "06A over black",
        "06A over white",
    ]


def test_the_command_writes_stocks_a_picture_and_its_document(tmp_path):
    out, plot = tmp_path / "stocks.json", tmp_path / "fit.svg"
    options = ["--surface", "1.3,0.035", "--out", str(out), "--plot", str(plot), "--json"]
    result = document("pigment-fit", run("pigment", "fit", str(EXAMPLE), *options))
    assert result["left_out"]["films"] == 20
    assert result["left_out"]["inside_90_percent_region"] >= 0.85
    assert [stock.id for stock in Catalogue.load(out).stocks] == [stock["id"] for stock in result["stocks"]]
    drawing = ET.parse(plot).getroot()
    assert drawing.tag.endswith("svg")
    assert len(drawing.findall(".//{*}polyline")) == 6
    assert "left out" in run("pigment", "fit", str(EXAMPLE), "--surface", "1.3,0.035").stdout


def rows(names="Zinc White+PR 101", tint=0.4, *, cards="white black"):
    """Two masstones and their tint, over each card."""
    white, red = names.split("+")
    out = [HEADER]
    for card, reads in (("white", 0.85), ("black", 0.05)):
        if card not in cards:
            continue
        for sample, parts, percent, value in (
            ("", "", "", reads),
            ("a", white, "100", 0.7 + 0.1 * reads),
            ("b", red, "100", 0.1),
            ("c", f"{white} + {red}", "90 + 10", tint),
        ):
            kind = "paint_over" if sample else "bare"
            out.append(f"{sample},{kind}_{card},{parts},{percent}" + f",{value}" * 31 + "\n")
    return "".join(out)


def test_a_stock_with_an_ordinary_name_gets_an_id_and_keeps_its_name(tmp_path):
    file, out, plot = (tmp_path / name for name in ("paints.csv", "stocks.json", "fit.svg"))
    file.write_text(rows(), encoding="utf-8")
    result = document("pigment-fit", run("pigment", "fit", file, "--out", out, "--plot", plot, "--json"))
    assert [(stock["id"], stock["name"]) for stock in result["stocks"]] == [
        ("zinc-white", "Zinc White"),
        ("pr-101", "PR 101"),
    ]
    assert [(stock.id, stock.shade) for stock in Catalogue.load(out).stocks] == [
        ("zinc-white", "Zinc White"),
        ("pr-101", "PR 101"),
    ]
    assert "Zinc White" in plot.read_text(encoding="utf-8")


def test_names_become_ids():
    assert stock_ids(["PW-6", "Crème brûlée", "白", "(Red)"]) == ["PW-6", "creme-brulee", "stock-3", "red"]
    assert stock_ids(["x" * 128 + " y"]) == ["x" * 128]


def test_two_names_of_one_id_are_refused_before_the_fit(tmp_path):
    file, out = tmp_path / "paints.csv", tmp_path / "stocks.json"
    file.write_text(rows("Zinc White+zinc white"), encoding="utf-8")
    heard = []
    with pytest.raises(ValueError, match="got 'Zinc White' and 'zinc white', both 'zinc-white'; rename one"):
        fit_stocks(read_drawdowns(file), progress=heard.append)
    assert heard == []
    refused = document("pigment-fit", run("pigment", "fit", file, "--out", out, "--json"))
    assert refused["status"] == "refused"
    assert "drawdowns" in refused["advice"]
    assert not out.exists()


def test_good_drawdowns_have_no_warning(found):
    assert found.warnings == []


def test_drawdowns_that_contradict_each_other_are_said_and_not_called_measured(tmp_path):
    table = read_drawdowns(EXAMPLE)
    wrong = [
        Drawdown(name=each.name, fractions=fractions, film=each.film, background=each.background)
        for each, fractions in zip(
            table.drawdowns, reversed([each.fractions for each in table.drawdowns]), strict=True
        )
    ]
    fit = fit_film(wrong)
    assert fit.noise > MOST_NOISE
    mixed_up = SimpleNamespace(stocks=table.stocks, drawdowns=wrong, samples=table.samples)
    bad = fit_stocks(mixed_up, surface=SURFACES[1])
    assert "contradict each other" in bad.warnings[0]
    assert any("is not explained by its recipe: residual 0." in each for each in bad.warnings)
    written = stock_catalogue(bad, source="made")
    assert {stock.provenance.quality for stock in written.stocks} == {"estimated"}
    measured = stock_catalogue(fit_stocks(table, surface=SURFACES[1]), source="made")
    assert {stock.provenance.quality for stock in measured.stocks} == {"measured"}


def test_a_stock_that_one_drawdown_tells_and_clipped_readings_are_said(tmp_path):
    file = tmp_path / "paints.csv"
    file.write_text(rows(tint=1.0, cards="white"), encoding="utf-8")
    result = document("pigment-fit", run("pigment", "fit", file, "--surface", "1.5,0.04", "--json"))
    assert "'c over white' reads 1 or more at 36 of 36 bands" in result["warnings"]
    shown = run("pigment", "fit", file, "--surface", "1.5,0.04")
    assert "warning: 'c over white' reads 1 or more at 36 of 36 bands" in shown.stderr
    text = file.read_text(encoding="utf-8")
    alone = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("c,"))
    file.write_text(alone, encoding="utf-8")
    result = document("pigment-fit", run("pigment", "fit", file, "--surface", "1.5,0.04", "--json"))
    assert "'b over white' alone tells of 'PR 101': K/S at best, not K and S" in result["warnings"]


def test_readings_of_zero_are_said_or_refused(tmp_path):
    file = tmp_path / "paints.csv"
    partly = rows().replace(
        "b,paint_over_white,PR 101,100" + ",0.1" * 31,
        "b,paint_over_white,PR 101,100" + ",0" * 9 + ",0.1" * 22,
    )
    file.write_text(partly, encoding="utf-8")
    result = document("pigment-fit", run("pigment", "fit", file, "--surface", "1.5,0.04", "--json"))
    assert any(each.startswith("'b over white' reads 0 at ") for each in result["warnings"])
    file.write_text(partly.replace(",0.1", ",0"), encoding="utf-8")
    refused = document("pigment-fit", run("pigment", "fit", file, "--json"))
    assert "expected a reading above 0 at some wavelength" in refused["message"]


def test_progress_is_heard_before_each_fit():
    heard = []
    fit_stocks(read_drawdowns(EXAMPLE), surface=SURFACES[1], progress=heard.append)
    assert heard[0] == "surface 1.3: all samples"
    assert heard[1] == "surface 1.3: without 06A (1 of 10)"
    assert len(heard) == 11


def test_a_file_that_is_no_table_of_drawdowns_is_refused_with_its_line(tmp_path):
    file = tmp_path / "bad.csv"
    cell = ",0.5" * 31
    file.write_text(f"{HEADER},bare_white,,{cell}\na,paint_over_white,White,90{cell}\n", encoding="utf-8")
    refused = run("pigment", "fit", str(file), "--json")
    assert refused.exit_code == 4
    expected = "bad.csv, line 3, sample 'a': expected percentages that sum to 100"
    assert expected in document("pigment-fit", refused)["message"]
    with pytest.raises(InvalidDocument, match="line 3"):
        read_drawdowns(file)


@pytest.mark.parametrize("surface", ["1.5", "a,b", "3,0.04", "1.5,0.5", "nan,nan"])
def test_a_surface_that_cannot_be_is_refused(surface):
    refused = run("pigment", "fit", str(EXAMPLE), "--surface", surface)
    assert refused.exit_code == 2


def test_the_command_does_not_replace_what_it_reads():
    assert run("pigment", "fit", str(EXAMPLE), "--out", str(EXAMPLE)).exit_code == 2
