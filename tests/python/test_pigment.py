# SPDX-License-Identifier: Apache-2.0
"""Catalogues: JSON, CSV, the shipped schema, and the verdicts both readers must share."""

import csv
import json
import locale
from pathlib import Path

import jsonschema
import pytest

import shadematch as sm

CATALOGUES = Path(__file__).parents[1] / "data" / "catalogues"


def verdicts() -> list[dict[str, str]]:
    lines = (CATALOGUES / "verdicts.csv").read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def codes_of_reader(path: Path) -> str:
    try:
        sm.Catalogue.load(path)
    except (sm.InvalidDocument, sm.LimitExceeded) as error:
        return error.code
    return ""


def test_the_table_of_verdicts_names_every_document() -> None:
    assert {row["file"] for row in verdicts()} == {path.name for path in CATALOGUES.glob("*.json")}


@pytest.mark.parametrize("row", verdicts(), ids=lambda row: row["file"])
def test_reader_and_schema_say_what_the_table_of_verdicts_says(row: dict[str, str]) -> None:
    path = CATALOGUES / row["file"]
    assert codes_of_reader(path) == row["code"]
    if row["code"] not in ("not_json", "duplicate_key", "too_deep"):
        document = json.loads(path.read_text())
        valid = jsonschema.Draft202012Validator(sm.catalogue_schema()).is_valid(document)
        assert valid == (row["form"] == "good")


@pytest.mark.parametrize("row", verdicts(), ids=lambda row: row["file"])
def test_validate_finds_a_problem_in_bad_documents_only(row: dict[str, str]) -> None:
    problems = sm.Catalogue.validate(CATALOGUES / row["file"])
    assert bool(problems) == bool(row["code"])
    if row["code"] and row["form"] == "good":
        assert [(each.code, each.path) for each in problems] == [(row["code"], row["path"])]
    elif row["code"] and row["path"]:
        assert any(row["path"].startswith(each.path) for each in problems)


def test_validate_lists_every_fault_of_form(tmp_path: Path) -> None:
    document = json.loads((CATALOGUES / "minimal.json").read_text())
    document["stocks"][0]["kind"] = "ink"
    document["mixes"][0]["parts"][0]["drops"] = -1
    path = tmp_path / "two.json"
    path.write_text(json.dumps(document))
    places = [problem.path for problem in sm.Catalogue.validate(path)]
    assert places == ["$.mixes[0].parts[0].drops", "$.stocks[0].kind"]


def test_the_schema_is_a_valid_draft_2020_12_and_closes_every_object() -> None:
    schema = sm.catalogue_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        inner = [found for each in node.values() for found in objects(each)]
        return ([node] if "object" in str(node.get("type", "")) else []) + inner

    assert len(objects(schema)) > 15
    assert all(each["additionalProperties"] is False for each in objects(schema))


def test_a_document_that_fills_every_field_comes_back_as_it_was() -> None:
    text = (CATALOGUES / "full.json").read_text()
    written = sm.Catalogue.from_json(text).to_json()
    assert json.loads(written) == json.loads(text)
    assert sm.Catalogue.from_json(written).to_json() == written


def test_every_field_of_the_schema_is_in_the_full_document() -> None:
    schema = sm.catalogue_schema()
    document = json.loads((CATALOGUES / "full.json").read_text())
    assert set(schema["properties"]) == set(document)
    for name, example in {
        "stock": document["stocks"][0],
        "mix": document["mixes"][0],
        "optical": document["stocks"][0]["optical"],
        "swatch": document["stocks"][0]["optical"]["swatches"][0],
        "healed": document["stocks"][0]["healed"][0],
        "component": document["stocks"][0]["components"][0],
        "drop_ml": document["stocks"][0]["drop_ml"],
        "dilution": document["stocks"][0]["dilution"],
    }.items():
        assert set(schema["$defs"][name]["properties"]) == set(example), name


def test_a_catalogue_is_saved_and_loaded_unchanged(tmp_path: Path) -> None:
    catalogue = sm.Catalogue.load(CATALOGUES / "table.csv")
    catalogue.save(tmp_path / "saved.json")
    assert sm.Catalogue.load(tmp_path / "saved.json").to_json() == catalogue.to_json()


def test_json_is_known_by_its_content_whatever_the_name(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.txt"
    path.write_bytes(b"\xef\xbb\xbf\n" + (CATALOGUES / "minimal.json").read_bytes())
    assert len(sm.Catalogue.load(path)) == 1
    assert sm.Catalogue.validate(path) == []


def test_a_name_that_ends_in_json_is_read_as_json(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("record,id\n")
    with pytest.raises(sm.InvalidDocument, match=r"^broken\.json: expected JSON"):
        sm.Catalogue.load(path)


def test_stocks_and_mixes_have_their_fields() -> None:
    catalogue = sm.Catalogue.load(CATALOGUES / "full.json")
    assert len(catalogue) == len(catalogue.mixes) == 3
    assert len(catalogue.stocks) == 5
    graphite = catalogue.stock("graphite")
    assert graphite.components[0].ci == "77266"
    assert graphite.components[1].mass_fraction is None
    assert graphite.drop_ml is not None and graphite.drop_ml.mean == 0.04
    assert graphite.optical is not None and graphite.optical.k == [9.0, 8.5, 8.0, 7.5]
    assert graphite.commercial.stock_ml == 12.5
    mix = catalogue.mixes[0]
    assert [(part.stock_id, part.drops) for part in mix.parts] == [("graphite", 2), ("water", 12)]
    assert mix.measured is not None and mix.measured.lab.tolist() == [42.5, 0.75, 1.25]
    assert mix.predicted is not None and mix.predicted.covariance is not None
    assert mix.predicted.covariance.shape == (3, 3)
    assert repr(catalogue) == "<Catalogue 'Every field': 5 stocks, 3 mixes>"
    with pytest.raises(KeyError):
        catalogue.stock("nothing")


def test_a_file_above_20_mb_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(sm.LimitExceeded) as caught:
        sm.Catalogue.load(path)
    assert caught.value.code == "file_too_large"
    assert [problem.code for problem in sm.Catalogue.validate(path)] == ["file_too_large"]


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(sm.InvalidDocument):
        sm.Catalogue.from_json(b'{"schema": "\xff"}')
    with pytest.raises(sm.InvalidDocument) as caught:
        sm.Catalogue.from_csv(b"record,id,brand\nstock,a,\xff\n")
    assert caught.value.code == "not_utf8"


def test_numbers_are_read_the_same_under_a_locale_with_decimal_commas() -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error:
        pytest.skip("de_DE.UTF-8 is not installed; the C++ test brings its own locale")
    try:
        catalogue = sm.Catalogue.load(CATALOGUES / "full.json")
        assert json.loads(catalogue.to_json()) == json.loads((CATALOGUES / "full.json").read_text())
        assert sm.Catalogue.load(CATALOGUES / "table.csv").stock("sepia").commercial.price == 28.5
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_the_bundled_catalogue_is_a_demonstration_that_can_be_matched() -> None:
    catalogue = sm.bundled_catalogue()
    assert len(catalogue) >= 20
    assert {stock.brand for stock in catalogue.stocks} == {""}
    assert all(
        stock.provenance.quality == "synthetic" for stock in catalogue.stocks if stock.kind != "diluent"
    )
    assert all(mix.predicted is not None and mix.predicted.covariance is not None for mix in catalogue.mixes)


def test_problems_without_a_place_have_the_root_as_path() -> None:
    assert sm.Catalogue.validate(CATALOGUES / "nan.json")[0].path == "$"
