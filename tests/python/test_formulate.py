# SPDX-License-Identifier: Apache-2.0
"""Recipes from Python: shapes, options, refusals."""

import json

import numpy as np
import pytest

import shadematch as sm
from shadematch.formulate import (
    FormulationOptions,
    correct_cup,
    evaluate_recipe,
    film_on_card,
    hair_field,
    healed_skin,
)
from shadematch.healing import Healing
from shadematch.skin import HairParameters, hair_reflectance, skin_from_lab

FILM = film_on_card(0.85)
SKIN = healed_skin(skin_from_lab([62.0, 12.0, 16.0]))
BUNDLED = sm.bundled_catalogue()


def stock(name: str, edge: float, K: float, S: float) -> dict[str, object]:
    nm = np.arange(380, 731, 10)
    absorbed = 1 / (1 + np.exp((nm - edge) / 20))
    optical = {"level": "L3", "unit": "per_weight_fraction_per_film", "k": (K * (0.02 + absorbed)).tolist()}
    optical |= {"s": [S] * 36}
    return {"id": name, "kind": "pigment", "optical": optical, "carrier": ["aqua"]}


INKS = [stock("black", 3000, 60, 0.5), stock("white", 300, 0.4, 25), stock("red", 590, 12, 3)]
INKS += [stock("yellow", 490, 9, 4), {"id": "water", "kind": "diluent", "carrier": ["aqua"]}]


@pytest.fixture(scope="module")
def inks() -> sm.Catalogue:
    return sm.Catalogue.from_json(
        json.dumps({"schema": "shadematch-catalogue/1", "stocks": INKS, "mixes": []})
    )


def test_a_mix_is_found_again_from_its_reflectance(inks: sm.Catalogue) -> None:
    made = evaluate_recipe(inks, {"black": 2, "white": 12, "red": 5}, target=[50, 0, 0], medium=FILM)
    found = sm.formulate(inks, target=made.reflectance, medium=FILM)
    nearest = min(found.recipes, key=lambda recipe: recipe.delta_e)
    drops = nearest.drops()
    assert nearest.delta_e <= 0.3
    assert found.reached
    total = drops["black"] + drops["white"] + drops["red"]
    assert abs(drops["red"] / total - 5 / 19) <= 0.02
    assert abs(drops["black"] / total - 2 / 19) <= 0.02


def test_a_target_comes_as_lab_reading_spectrum_or_readings(inks: sm.Catalogue) -> None:
    by_lab = sm.formulate(inks, target=[45, 10, 12], medium=FILM)
    by_pair = sm.formulate(inks, target=([45, 10, 12], np.eye(3)), medium=FILM)
    assert by_lab.recipes[0].drops() == by_pair.recipes[0].drops()
    assert by_pair.recipes[0].delta_e_high > by_lab.recipes[0].delta_e_high
    assert by_lab.target_spectrum_assumed
    nm = np.arange(400, 701, 10)
    by_readings = sm.formulate(inks, target=(nm, np.linspace(0.1, 0.3, nm.size)), medium=FILM)
    assert not by_readings.target_spectrum_assumed
    with pytest.raises(ValueError, match=r"rising order"):
        sm.formulate(inks, target=(nm[::-1], np.full(nm.size, 0.2)), medium=FILM)
    with pytest.raises(ValueError, match=r"20 nm apart"):
        sm.formulate(inks, target=(nm[[0, 1, 2, 30]], np.full(4, 0.2)), medium=FILM)
    with pytest.raises(ValueError, match=r"shape \(3,\)"):
        sm.formulate(inks, target=np.zeros(5), medium=FILM)
    with pytest.raises(ValueError, match=r"formulate: expected finite numbers as a color"):
        sm.formulate(inks, target=[np.nan, 0, 0], medium=FILM)


def test_options_are_kept_as_given_and_copied(inks: sm.Catalogue) -> None:
    options = FormulationOptions()
    options.most_colorants = 1
    first = sm.formulate(inks, target=[40, 5, 9], medium=FILM, forbidden=["white"], options=options)
    assert all(recipe.score.colorants == 1 for recipe in first.recipes)
    assert options.forbidden == []
    assert first.excluded == {"white": "was forbidden"}


def test_steps_of_a_syringe_fill_the_cup(inks: sm.Catalogue) -> None:
    options = FormulationOptions()
    options.step_ml, options.least_ml = 0.05, 1.0
    for recipe in sm.formulate(inks, target=[40, 5, 9], medium=FILM, cup_ml=1.5, options=options).recipes:
        assert 1.0 - 1e-9 <= recipe.total_ml <= 1.5 + 1e-9
        assert all(abs(part.ml - 0.05 * part.drops) < 1e-9 for part in recipe.parts)


def test_healed_dots_match_a_field_of_hair_pooled_with_pooled() -> None:
    hair = hair_reflectance(HairParameters(melanin=60))
    target = hair_field(SKIN.ground, hair, coverage=0.12)
    found = sm.formulate(BUNDLED, target=target, medium=SKIN)
    best = found.recipes[0]
    assert found.medium == "skin"
    assert best.to_dict()["status"] == "model"
    assert best.synthetic
    assert 0.1 <= best.coverage <= 0.6
    assert best.delta_e_low <= best.delta_e <= best.delta_e_high
    fixed = sm.formulate(BUNDLED, target=target, medium=SKIN, coverage=0.3)
    assert all(recipe.coverage == 0.3 for recipe in fixed.recipes)
    assert (
        "carbon"
        not in sm.formulate(BUNDLED, target=target, medium=SKIN, exclude_ingredients=["CI 77266"])
        .recipes[0]
        .drops()
    )


def test_a_cup_is_corrected_by_additions(inks: sm.Catalogue) -> None:
    made = evaluate_recipe(inks, {"black": 4, "white": 16, "red": 10}, target=[50, 0, 0], medium=FILM)
    cup = {"black": 4 / 27, "white": 13 / 27, "red": 10 / 27}
    found = correct_cup(inks, cup, volume_ml=27 * 0.04, target=made.reflectance, medium=FILM)
    assert found.additions[0].drops() == {"white": 3}
    assert found.now.parts == ()
    with pytest.raises(ValueError, match="sum to 1"):
        correct_cup(inks, {"black": 0.4, "white": 0.4}, volume_ml=1, target=[40, 0, 0], medium=FILM)


def test_refusals_say_what_was_expected(inks: sm.Catalogue) -> None:
    with pytest.raises(TypeError, match="expected a Catalogue"):
        sm.formulate("inks.json", target=[40, 0, 0], medium=FILM)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"film_on_card\(\.\.\.\) or healed_skin"):
        sm.formulate(inks, target=[40, 0, 0], medium="skin")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="as a list of texts"):
        sm.formulate(inks, target=[40, 0, 0], medium=FILM, mandatory="red")
    with pytest.raises(ValueError, match="both mandatory and forbidden"):
        sm.formulate(inks, target=[40, 0, 0], medium=FILM, mandatory=["red"], forbidden=["red"])
    with pytest.raises(ValueError, match="more than 0 ml"):
        sm.formulate(inks, target=[40, 0, 0], medium=FILM, cup_ml=-1)


def test_coverage_is_one_number_or_a_pair_and_needed_where_a_recipe_lies_in_skin(inks: sm.Catalogue) -> None:
    fixed = sm.formulate(BUNDLED, target=[55, 6, 8], medium=SKIN, coverage=np.float32(0.25))
    assert all(recipe.coverage == pytest.approx(0.25) for recipe in fixed.recipes)
    with pytest.raises(ValueError, match="one number or a pair"):
        sm.formulate(BUNDLED, target=[55, 6, 8], medium=SKIN, coverage=(0.1, 0.2, 0.3))
    with pytest.raises(ValueError, match="evaluate_recipe: expected coverage"):
        evaluate_recipe(BUNDLED, {"carbon": 1}, target=[55, 6, 8], medium=SKIN)
    with pytest.raises(ValueError, match="correct_cup: expected coverage"):
        correct_cup(BUNDLED, {"carbon": 1.0}, volume_ml=1, target=[55, 6, 8], medium=SKIN)
    assert evaluate_recipe(inks, {"red": 1}, target=[55, 6, 8], medium=FILM).coverage == 1.0


def test_the_healing_of_a_client_is_that_of_the_medium() -> None:
    faint = Healing(retention=0.3)
    medium = healed_skin(skin_from_lab([62.0, 12.0, 16.0]), healing=faint)
    assert medium.healing.retention == 0.3
    cup = {"carbon": 1, "water": 8}
    healed = evaluate_recipe(BUNDLED, cup, target=[55, 6, 8], medium=medium, coverage=0.3)
    usual = evaluate_recipe(BUNDLED, cup, target=[55, 6, 8], medium=SKIN, coverage=0.3)
    assert healed.lab[0] > usual.lab[0] + 0.5
    sure = Healing(covariance=1e-6 * np.eye(4))
    medium = healed_skin(skin_from_lab([62.0, 12.0, 16.0]), healing=sure)
    known = evaluate_recipe(BUNDLED, cup, target=[55, 6, 8], medium=medium, coverage=0.3)
    assert known.covariance[0, 0] < usual.covariance[0, 0]
    np.testing.assert_allclose(usual.K, known.K)


def test_a_card_has_one_reflectance_or_36() -> None:
    with pytest.raises(ValueError, match=r"film_on_card: expected one reflectance .* shape \(3,\)"):
        film_on_card([0.8] * 3)
