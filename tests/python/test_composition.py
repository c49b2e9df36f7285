# SPDX-License-Identifier: Apache-2.0
"""What a declared composition lets expect."""

import json

import pytest

import shadematch as sm
from shadematch.composition import composition_flags, entry75_limits, pigment_class

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
