# SPDX-License-Identifier: Apache-2.0
"""Ranking from Python: inputs, constraints, the document it becomes, and laws that hold for any catalogue."""

import inspect
import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shadematch as sm
from shadematch._core import match as core

HAIR = (np.array([41.0, 2.0, 5.0]), np.diag([0.2, 0.1, 0.1]))
SCALP = (np.array([64.0, 11.0, 16.0]), np.diag([0.2, 0.1, 0.1]))


def catalogue_of(labs: dict[str, list[float]], se: float = 0.2) -> sm.Catalogue:
    cov = (np.eye(3) * se**2).tolist()
    stocks: list[dict[str, Any]] = [
        {
            "id": "ink",
            "kind": "pigment",
            "brand": "Alpha",
            "components": [{"ci": "77266", "name": "carbon black"}],
            "commercial": {"stock_ml": 5},
        },
        {"id": "tint", "kind": "corrector", "brand": "Beta", "components": [{"ci": "77491"}]},
        {"id": "water", "kind": "diluent", "carrier": ["aqua"]},
    ]
    mixes = [
        {
            "id": name,
            "parts": [
                {"stock": "tint" if name.startswith("tint") else "ink", "drops": 1},
                {"stock": "water", "drops": 1 + i},
            ],
            "measured": {"lab": lab, "cov": cov},
        }
        for i, (name, lab) in enumerate(labs.items())
    ]
    return sm.Catalogue.from_json(
        json.dumps({"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": mixes})
    )


SMALL = catalogue_of({"near": [41.5, 2, 5], "tint-far": [55, 4, 9], "middle": [45, 2, 5]})


def test_a_reading_a_pair_and_a_bare_color_are_understood() -> None:
    reading = SimpleNamespace(lab=HAIR[0], covariance=HAIR[1])
    by_reading = sm.match(SMALL, hair=reading, scalp=SCALP).to_dict()
    assert sm.match(SMALL, hair=HAIR, scalp=SCALP).to_dict() == by_reading
    bare = sm.match(SMALL, hair=HAIR[0], scalp=SCALP)
    assert bare.target_covariance.tolist() == np.zeros((3, 3)).tolist()
    assert bare.matches[0].delta_e == by_reading["matches"][0]["delta_e"]
    assert bare.matches[0].delta_e_high < by_reading["matches"][0]["delta_e_high"]


def test_the_target_is_hair_or_skin_or_a_free_color() -> None:
    assert sm.match(SMALL, hair=HAIR, scalp=SCALP).target_lab.tolist() == HAIR[0].tolist()
    skin = sm.match(SMALL, hair=HAIR, scalp=SCALP, target="skin")
    assert (skin.target, skin.target_lab.tolist()) == ("skin", SCALP[0].tolist())
    free = sm.match(SMALL, lab=[50, 3, 7], lab_covariance=np.eye(3), scalp=SCALP)
    assert (free.target, free.target_lab.tolist()) == ("lab", [50, 3, 7])
    assert free.target_covariance.tolist() == np.eye(3).tolist()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "match: expected hair= for the target 'hair', got none"),
        ({"target": "skin", "hair": HAIR}, "match: expected scalp= for the target 'skin', got none"),
        ({"target": "beard", "hair": HAIR}, "match: expected target 'hair' or 'skin', or a color as lab="),
        ({"lab": [1, 2, 3], "hair": HAIR}, "match: expected hair or lab as the color to reach, got both"),
        ({"hair": HAIR, "lab_covariance": np.eye(3)}, "match: expected lab beside lab_covariance, got none"),
        ({"hair": [1, 2]}, r"match: expected hair as a Lab of shape \(3,\) .* got \(2,\) and \(3, 3\)"),
        ({"hair": ([1, 2, 3], np.eye(2))}, r"got \(3,\) and \(2, 2\)"),
        ({"hair": [np.nan, 2, 3]}, "match: expected a finite Lab of the target, got NaN or infinity"),
        ({"hair": [-1, 2, 3]}, r"hair as a Lab with L from 0 to 100, .* got \[-1.0, 2.0, 3.0\]"),
        ({"lab": [50, 0, 201]}, "lab as a Lab with L from 0 to 100, a and b from -200 to 200"),
        ({"hair": HAIR, "scalp": [50, -1e300, 0]}, "scalp as a Lab with L from 0 to 100"),
        ({"hair": HAIR, "top": -1}, "match: expected top of at least 0, got -1"),
        ({"hair": HAIR, "max_dilution": -0.25}, "match: expected a dilution limit of at least 0, got -0.25"),
        ({"hair": (HAIR[0], -np.eye(3))}, "covariance of the target, got the eigenvalue -1"),
        ({"hair": HAIR, "formula": "ciede2001"}, "'ciede2001'"),
        (
            {"hair": HAIR, "brands": "Alpha"},
            "expected brands as a list of texts, got one text 'Alpha'",
        ),
        ({"hair": HAIR, "exclude_ingredients": "77266"}, "match: expected exclude_ingredients as a list"),
    ],
)
def test_misuse_is_a_value_error_in_words(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sm.match(SMALL, **arguments)


@pytest.mark.parametrize("catalogue", ["catalogue.json", None])
def test_what_is_no_catalogue_is_a_type_error_in_words(catalogue: Any) -> None:
    got = type(catalogue).__name__
    with pytest.raises(TypeError, match=rf"match: expected a Catalogue .* got {got}"):
        sm.match(catalogue, hair=HAIR)


@pytest.mark.parametrize("color", ["brown", {"L": 40}, object()])
def test_what_is_no_color_is_a_type_error_in_words(color: Any) -> None:
    with pytest.raises(TypeError, match=rf"match: expected hair as a Reading, .* got {type(color).__name__}"):
        sm.match(SMALL, hair=color)


def test_an_empty_ranking_says_what_left_nothing() -> None:
    ranking = sm.match(SMALL, hair=HAIR, brands=["nope"])
    (warning,) = [each for each in ranking.warnings if each.startswith("no mix left")]
    assert ranking.candidates == 0 and f"{len(ranking.excluded)} excluded, " in warning
    assert ranking.excluded[0].reason in warning
    empty = sm.Catalogue.from_json('{"schema": "shadematch-catalogue/1", "stocks": [], "mixes": []}')
    assert "no mix left: the catalogue has none" in sm.match(empty, hair=HAIR).warnings


def test_constraints_exclude_with_reasons() -> None:
    ranking = sm.match(SMALL, hair=HAIR, exclude_ingredients=["C.I. 77266", "unobtainium"])
    assert [match.mix_id for match in ranking.matches] == ["tint-far"]
    assert ranking.excluded[0].mix_id == "middle"
    assert "contains CI 77266 (carbon black)" in ranking.excluded[0].reason
    assert ranking.warnings == ["no stock of the catalogue declares the excluded ingredient 'unobtainium'"]
    assert [m.mix_id for m in sm.match(SMALL, hair=HAIR, brands=["beta"]).matches] == ["tint-far"]
    assert [m.mix_id for m in sm.match(SMALL, hair=HAIR, in_stock=True).matches] == ["near", "middle"]
    assert [m.mix_id for m in sm.match(SMALL, hair=HAIR, max_dilution=1).matches] == ["near"]


def test_a_pigment_that_declares_only_its_carrier_is_left_out_of_what_must_be_free_of_something() -> None:
    document = {
        "schema": "shadematch-catalogue/1",
        "stocks": [{"id": "ink", "kind": "pigment", "carrier": ["aqua"]}],
        "mixes": [
            {
                "id": "cup",
                "parts": [{"stock": "ink", "drops": 1}],
                "measured": {"lab": [41, 2, 5], "cov": None},
            }
        ],
    }
    ranking = sm.match(
        sm.Catalogue.from_json(json.dumps(document)), hair=HAIR, exclude_ingredients=["CI-77499"]
    )
    assert ranking.matches == []
    assert [exclusion.reason for exclusion in ranking.excluded] == [
        "stock 'ink' declares no components, so the excluded ingredients cannot be ruled out"
    ]


def test_defaults_are_those_of_the_compiled_core() -> None:
    parameters = inspect.signature(sm.match).parameters
    options = core.MatchOptions()
    constraints = core.MatchConstraints()
    assert (parameters["formula"].default, parameters["top"].default) == (options.formula, options.top)
    assert parameters["in_stock"].default == constraints.in_stock_only
    assert parameters["max_dilution"].default == constraints.max_diluent_per_pigment
    assert list(parameters["brands"].default) == constraints.brands
    assert list(parameters["exclude_ingredients"].default) == constraints.excluded_ingredients
    assert core.MatchTarget("hair", core.MeasuredLab(*HAIR)).scalp is None


def test_every_formula_by_name_ranks() -> None:
    names = [formula.name for formula in sm.difference_formulas()]
    assert "ciede2000" in names
    for name in names:
        ranking = sm.match(SMALL, hair=HAIR, scalp=SCALP, formula=name)
        best = ranking.matches[0]
        assert best.mix_id == "near"
        assert best.delta_e == pytest.approx(float(sm.delta_e(HAIR[0], best.lab, formula=name)), rel=1e-12)
        assert best.delta_e_low <= best.delta_e <= best.delta_e_high


def test_a_ranking_becomes_a_json_document_and_back() -> None:
    ranking = sm.match(SMALL, hair=HAIR, scalp=SCALP)
    document = ranking.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["schema"] == "shadematch-ranking/1"
    assert set(document) == {
        *("schema", "target", "formula", "bands", "candidates", "matches", "excluded", "warnings")
    }
    assert set(document["matches"][0]) == set(sm.Match.__dataclass_fields__)
    assert document["matches"][0]["recipe"] == [
        {"stock": "ink", "drops": 1},
        {"stock": "water", "drops": 1},
    ]
    assert document["candidates"] == 3


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (json.dumps(sm.match(SMALL, hair=HAIR, scalp=SCALP).to_dict()) for _ in range(2))
    assert first == second


colors = st.tuples(st.floats(36, 46), st.floats(-2, 6), st.floats(0, 10)).map(list)


@settings(max_examples=500, deadline=None)
@given(st.lists(colors, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_ranking_is_invariant_to_catalogue_order_and_copies(labs: list[list[float]], random: Any) -> None:
    named = {f"{random.choice(['ink', 'tint'])}-{i}": lab for i, lab in enumerate(labs)}

    def ranked(catalogue: sm.Catalogue) -> list[tuple[str, int, float, float]]:
        matches = sm.match(catalogue, hair=HAIR, scalp=SCALP, formula="cie76", top=0).matches
        return [
            (m.mix_id, m.tie_group, m.delta_e_low, m.delta_e_high)
            for m in matches
            if not m.mix_id.endswith("-copy")
        ]

    document = json.loads(catalogue_of(named).to_json())
    before = ranked(sm.Catalogue.from_json(json.dumps(document)))
    copies = [mix | {"id": mix["id"] + "-copy"} for mix in document["mixes"] if random.random() < 0.5]
    document["mixes"] += copies
    random.shuffle(document["mixes"])
    random.shuffle(document["stocks"])
    assert ranked(sm.Catalogue.from_json(json.dumps(document))) == before
