# SPDX-License-Identifier: Apache-2.0
"""``shadematch skin fit`` and the readings that it takes."""

import json
from importlib.resources import files

import numpy as np
import pytest

from command_line import document, run
from shadematch import InvalidDocument, bundled_catalogue
from shadematch.cli.failure import ExitCode
from shadematch.healing import load_healing
from shadematch.simulate.treated_readings import TRUTH, example
from shadematch.treated_readings import read_treated_readings

EXAMPLE = files("shadematch") / "data" / "treated_readings.csv"
HEADER = (
    "skin_L,skin_a,skin_b,healed_L,healed_a,healed_b,ci,particle_nm,pigment_volume_fraction,"
    "diluent_per_pigment,coverage,weeks"
)
GOOD = "62,9,15,50,7,11,77266,200,0.05,8,0.4,6"


@pytest.fixture
def table(tmp_path):
    def write(row=GOOD, header=HEADER):
        path = tmp_path / "readings.csv"
        path.write_text(f"# mine\n{header}\n{row}\n")
        return path

    return write


def test_the_shipped_example_is_what_the_program_makes():
    assert EXAMPLE.read_text(encoding="utf-8") == example()


def test_the_example_gives_the_healing_behind_it(tmp_path):
    out = tmp_path / "clinic.json"
    found = document("skin-fit", run("skin", "fit", str(EXAMPLE), "--json", "--out", out))
    assert found == json.loads(out.read_text())
    healing = found["healing"]
    assert healing["status"] == "fitted to 48 client photographs"
    for name in ("retention", "depth_mm", "uptake", "yule_nielsen_n"):
        assert healing[name]["low"] < getattr(TRUTH, name) < healing[name]["high"]
    rows = found["readings"]
    assert len(rows) == 48
    assert sum(row["delta_e_fitted"] for row in rows) < sum(row["delta_e_predicted"] for row in rows)
    assert load_healing(out).photographs == 48
    again = run("skin", "fit", str(EXAMPLE), "--prior", out)
    assert again.exit_code == ExitCode.DONE
    assert "fitted to 96 client photographs" in again.output


def test_a_good_row_is_read_with_its_errors_and_its_state(table):
    header = HEADER + ",client,healed_se_L,skin_se_L"
    (reading,) = read_treated_readings(table(GOOD + ",anna,0.3,0.4", header))
    assert (reading.line, reading.client, reading.weeks) == (3, "anna", 6)
    assert reading.seen == (50, 7, 11)


BAD = [
    ("6", "2", "weeks", r"0 \(fresh\) or at least 4 \(healed\), got 2"),
    (",0.4,", ",1.4,", "coverage", r"a number in 0.001..1, got 1.4"),
    (",0.4,", ",,", "coverage", "either coverage or dots_per_mm2, got neither"),
    ("77266", "74160", "ci", "CI number 77266, 77491, 77499 or 77891, got 74160"),
    (",200,", ",20,", "particle_nm", "a diameter of CI 77266 in 50"),
    ("77266", "", "ci", "either stock or ci, got neither"),
    ("62,9", "x,9", "skin_L", "a number in 2..98, got 'x'"),
    ("62,9", ",9", "skin_L", "a number in 2..98, got nothing"),
    ("62,9", "62,-60", "skin_L", "a color that skin can have"),
    ("50,7", "nan,7", "healed_L", "a number in 2..98, got nan"),
    (",8,", ",-1,", "diluent_per_pigment", "a number in 0..1000, got -1"),
    ("0.05", "5", "pigment_volume_fraction", r"a number in 1e-06..1, got 5"),
]


@pytest.mark.parametrize(("old", "new", "column", "message"), BAD)
def test_a_bad_cell_is_named_with_line_column_and_what_was_expected(table, old, new, column, message):
    row = GOOD[: GOOD.rindex(old)] + new if old == "6" else GOOD.replace(old, new, 1)
    with pytest.raises(InvalidDocument, match=f"line 3, column {column}: expected .*{message}") as refused:
        read_treated_readings(table(row))
    assert refused.value.code == "bad_row"
    assert refused.value.advice


def test_a_bad_table_is_refused_with_what_it_lacks(table):
    with pytest.raises(InvalidDocument, match="expected a column weeks, got none"):
        read_treated_readings(table("1", HEADER.replace(",weeks", "")))
    with pytest.raises(InvalidDocument, match=r"expected columns among .*, got 'dye'"):
        read_treated_readings(table(GOOD + ",1", HEADER + ",dye"))
    with pytest.raises(InvalidDocument, match="column weeks: expected it once, got it twice"):
        read_treated_readings(table(GOOD + ",1", HEADER + ",weeks"))
    with pytest.raises(InvalidDocument, match="line 3: expected 12 cells as in the header, got 2"):
        read_treated_readings(table("1,2"))
    with pytest.raises(InvalidDocument, match="expected a header and at least one row"):
        read_treated_readings(table(""))
    with pytest.raises(InvalidDocument, match="expected one row a line, got a quoted line break"):
        read_treated_readings(table(GOOD + ',"a\nb"', HEADER + ",client"))
    other = table()
    other.write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidDocument, match="expected UTF-8 text, got other bytes"):
        read_treated_readings(other)


def test_a_stock_is_its_components_by_volume(table):
    stock = next(each for each in bundled_catalogue().stocks if len(each.components) == 1)
    (part,) = stock.components
    share = part.mass_fraction * stock.density_g_cm3 / part.density_g_cm3
    row, header = f"62,9,15,50,7,11,{stock.id},300,8,0.4,6", HEADER.replace("ci,", "stock,")
    header = header.replace("pigment_volume_fraction,", "")
    (by_stock,) = read_treated_readings(table(row, header), catalogue=bundled_catalogue())
    (by_ci,) = read_treated_readings(table(f"62,9,15,50,7,11,{part.ci},300,{share!r},8,0.4,6"))
    np.testing.assert_allclose(by_stock.photograph.treatment.musr, by_ci.photograph.treatment.musr)


def test_a_stock_is_looked_up_in_the_catalogue(table):
    header, row = HEADER.replace("ci,", "stock,"), GOOD.replace("77266", "no-such")
    with pytest.raises(
        InvalidDocument, match="column stock: expected a stock of the catalogue, got 'no-such'"
    ):
        read_treated_readings(table(row, header), catalogue=bundled_catalogue())
    with pytest.raises(InvalidDocument, match="column stock") as refused:
        read_treated_readings(table(row, header))
    assert "--catalogue" in refused.value.advice


def test_the_command_refuses_a_bad_file_with_a_code_and_a_reading_that_contradicts(table):
    result = run("skin", "fit", table("62,9,15,50,7,11,77266,200,0.05,8,,6"), "--json")
    assert result.exit_code == ExitCode.UNREADABLE
    assert document("skin-fit", result)["reason"] == "bad_row"
    result = run("skin", "fit", table(GOOD.replace("50,7,11", "50,40,11")), "--json")
    assert result.exit_code == ExitCode.REFUSED
    refused = document("skin-fit", result)
    assert refused["reason"] == "contradicts_model"
    assert "photograph 1 (line 3) with Lab 50.0 40.0 11.0" in refused["message"]
    assert run("skin", "fit", "no-such.csv").exit_code == ExitCode.UNREADABLE
