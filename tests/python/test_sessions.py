# SPDX-License-Identifier: Apache-2.0
"""Visits from lighter to darker, and planned again."""

import numpy as np
import pytest

import shadematch as sm
from shadematch._core.match import MatchConstraints
from shadematch.formulate import FormulationOptions
from shadematch.sessions import plan_sessions, replan_sessions
from shadematch.skin import skin_from_lab

CLIENT = skin_from_lab([62.0, 12.0, 16.0])
BUNDLED = sm.bundled_catalogue()
TARGET = [54.0, 6.0, 8.5]


@pytest.mark.parametrize("sessions", [2, 3, 4])
def test_visits_become_darker_and_stay_on_the_light_side(sessions: int) -> None:
    plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT, sessions=sessions)
    assert len(plan.sessions) == sessions
    lightness = [session.lab[0] for session in plan.sessions]
    assert lightness == sorted(lightness, reverse=True)
    assert plan.sessions[0].lab[0] < CLIENT.lab[0]
    for session in plan.sessions:
        assert session.light_probability >= 0.9
        assert session.lab[0] - plan.target_lightness - session.margin >= 1.28 * session.L_se - 0.05


def test_the_first_visit_is_a_shade_number_lighter() -> None:
    plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT)
    first, last = plan.sessions[0].recipe, plan.sessions[-1].recipe
    assert first.dilution_number == pytest.approx(last.dilution_number + 2.0, abs=0.3)


def test_a_healed_photograph_moves_what_is_left() -> None:
    plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT)
    expected = sm.lab_from_reflectance(plan.sessions[0].reflectance)
    as_planned = replan_sessions(BUNDLED, plan, done=1, healed=expected, target=TARGET, client=CLIENT)
    faded = replan_sessions(
        BUNDLED, plan, done=1, healed=expected + np.array([2.0, 0, 0]), target=TARGET, client=CLIENT
    )
    assert len(as_planned.sessions) == 2
    assert faded.sessions[-1].coverage >= as_planned.sessions[-1].coverage
    with pytest.raises(ValueError, match=r"done in 1\.\.2"):
        replan_sessions(BUNDLED, plan, done=3, healed=expected, target=TARGET, client=CLIENT)
    with pytest.raises(ValueError, match="1 to 4 sessions"):
        plan_sessions(BUNDLED, target=TARGET, client=CLIENT, sessions=5)


def test_a_healed_photograph_teaches_how_this_client_heals() -> None:
    plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT)
    expected = sm.lab_from_reflectance(plan.sessions[0].reflectance)
    lighter = expected + np.array([1.2, 0.3, 0.4])
    learned = replan_sessions(BUNDLED, plan, healed=lighter, target=TARGET, client=CLIENT)
    as_before = replan_sessions(BUNDLED, plan, healed=lighter, target=TARGET, client=CLIENT, learn=False)
    assert learned.status == "fitted to 1 client photograph"
    assert as_before.status == "model"
    load = learned.healing.retention * learned.healing.uptake
    assert load < plan.healing.retention * plan.healing.uptake
    assert [each.number for each in learned.sessions] == [2, 3]
    again = replan_sessions(BUNDLED, learned, healed=learned.sessions[0].lab, target=TARGET, client=CLIENT)
    assert [each.number for each in again.sessions] == [3]
    assert again.healing.photographs == 2
    with pytest.raises(sm.MeasurementRefused, match="within reach of the model"):
        replan_sessions(BUNDLED, plan, healed=[61.0, 30.0, -5.0], target=TARGET, client=CLIENT)
    with pytest.raises(ValueError, match="three numbers"):
        replan_sessions(BUNDLED, plan, healed=[1.0, 2.0], target=TARGET, client=CLIENT)


def test_a_field_that_is_dark_enough_gets_no_dots_and_a_sentence() -> None:
    plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT)
    rest = replan_sessions(BUNDLED, plan, healed=[50.0, 4.0, 6.0], target=TARGET, client=CLIENT, learn=False)
    assert all(each.added_coverage == 0.0 for each in rest.sessions)
    assert rest.sentence.startswith("do not add pigment: the field is as dark as its target")
    assert (
        plan.sentence
        == "visits with dots: 1, 2, 3; take a photograph of the healed field before the next one"
    )
    assert plan.to_dict()["sessions"][2]["number"] == 3


def test_a_lighter_first_visit_keeps_to_stocks_and_options() -> None:
    def first(**settings: object) -> tuple[float, int, float]:
        options = FormulationOptions()
        for name, value in settings.items():
            setattr(options, name, value)
        plan = plan_sessions(BUNDLED, target=TARGET, client=CLIENT, options=options)
        recipe = plan.sessions[0].recipe
        return recipe.dilution_number, sum(recipe.drops().values()), recipe.total_ml

    limits = MatchConstraints()
    limits.max_diluent_per_pigment = 2.0
    assert first(stocks=limits)[0] <= 2.0 + 1e-9
    assert first(cup_ml=0.6)[2] <= 0.6 + 1e-9
    assert first()[1] <= 40
    assert first(most_drops=12)[1] <= 12
    assert first(dilute=False)[0] == 0.0
    number = plan_sessions(BUNDLED, target=TARGET, client=CLIENT).formulation.recipes[0].dilution_number
    assert first()[0] == pytest.approx(number + 2.0, abs=0.3)
