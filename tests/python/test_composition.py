# SPDX-License-Identifier: Apache-2.0
"""What a declared composition lets expect."""

import json
from datetime import date

import pytest

import shadematch as sm
from shadematch.composition import composition_flags, entry75_limits, entry75_substances, pigment_class

BUNDLED = sm.bundled_catalogue()


def codes(drops: dict[str, int], catalogue: sm.Catalogue = BUNDLED) -> set[str]:
    return {flag.code for flag in composition_flags(catalogue, drops)}


def test_carbon_alone_looks_cool_and_red_oxide_survives() -> None:
    assert "carbon_only" in codes({"carbon": 2, "water": 9})
    assert "carbon_only" in codes({"carbon": 2, "white": 3})
    assert "red_survives" in codes({"carbon": 2, "red-oxide": 1})
    assert not codes({"red-oxide": 1}) & {"red_survives", "carbon_only"}


def test_every_flag_names_its_reason_and_source() -> None:
    for flag in composition_flags(BUNDLED, {"carbon": 1, "red-oxide": 1}):
        assert flag.text
        assert flag.source
        assert flag.status in {"practice", "literature", "unverified"}


def test_listed_pigments_and_missing_declarations_are_flagged() -> None:
    stocks = [
        {"id": "blue", "kind": "pigment", "components": [{"ci": "74160", "name": "Blue 15:3"}]},
        {"id": "silent", "kind": "pigment"},
    ]
    catalogue = sm.Catalogue.from_json(
        json.dumps({"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": []})
    )
    flags = composition_flags(catalogue, {"blue": 1})
    listed = next(flag for flag in flags if flag.code == "entry75_listed")
    assert listed.status == "unverified"
    assert listed.stock_ids == ("blue",)
    assert codes({"silent": 1}, catalogue) == {"no_components", "entry75_unknown"}
    with pytest.raises(KeyError):
        composition_flags(catalogue, {"gold": 1})


def test_limits_are_the_published_ones() -> None:
    limits = {limit.hazard: limit for limit in entry75_limits()}
    assert limits["carcinogenic or mutagenic"].limit_percent == 0.00005
    assert limits["skin sensitizing"].limit_percent == 0.001
    assert all(limit.in_force == "2022-01-04" for limit in limits.values())
    assert pigment_class("15850:1") == "other"


def made(*stocks: dict[str, object]) -> sm.Catalogue:
    document = {"schema": "shadematch-catalogue/1", "stocks": list(stocks), "mixes": []}
    return sm.Catalogue.from_json(json.dumps(document))


def test_every_stock_of_a_listed_pigment_is_named_and_one_without_a_drop_is_not() -> None:
    parts = [{"ci": "74160", "name": "Blue 15:3"}]
    catalogue = made(*({"id": name, "kind": "pigment", "components": parts} for name in ("one", "two")))
    (listed, *_) = (
        flag for flag in composition_flags(catalogue, {"one": 1, "two": 2}) if flag.code == "entry75_listed"
    )
    assert listed.stock_ids == ("one", "two")
    (listed, *_) = (
        flag for flag in composition_flags(catalogue, {"one": 1, "two": 0}) if flag.code == "entry75_listed"
    )
    assert listed.stock_ids == ("one",)
    assert "carbon_only" not in codes({"carbon": 0, "white": 3})


def test_a_component_without_a_number_leaves_the_undertone_open() -> None:
    parts = [{"ci": "77266", "name": "carbon black"}, {"name": "a brown"}]
    catalogue = made({"id": "half", "kind": "pigment", "components": parts})
    assert "no_components" in codes({"half": 1}, catalogue)
    assert "carbon_only" not in codes({"half": 1}, catalogue)


def test_what_the_catalogue_says_of_a_stock_is_passed_on_with_its_date() -> None:
    regulatory = {"eu_entry75": "flagged", "flags": ["PAH over limit"], "checked_on": "2026-01-05"}
    catalogue = made({"id": "old", "kind": "pigment", "regulatory": regulatory, "expiry": "2025-06-30"})
    flags = {flag.code: flag for flag in composition_flags(catalogue, {"old": 1}, today=date(2025, 7, 1))}
    assert flags["declared_flag"].text == "PAH over limit (checked on 2026-01-05)"
    assert flags["expired"].text == "expired on 2025-06-30"
    assert "expired" not in {
        flag.code for flag in composition_flags(catalogue, {"old": 1}, today=date(2025, 6, 30))
    }


def test_substances_with_limits_of_their_own_are_those_of_the_review() -> None:
    by_name = {each.substance: each for each in entry75_substances()}
    assert by_name["lead"].limit_percent == 0.00007
    assert by_name["benzo[a]pyrene"].limit_percent == 0.0000005
    assert by_name["nickel"].cas == "7440-02-0"
