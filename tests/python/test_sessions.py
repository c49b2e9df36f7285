# SPDX-License-Identifier: Apache-2.0
"""Visits from lighter to darker, planned again, and repairs."""

import numpy as np
import pytest

import shadematch as sm
from shadematch.sessions import plan_sessions, repair, replan_sessions
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
    assert first.dilution_number == pytest.approx(last.dilution_number + 2.0, abs=0.2)


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


def test_blue_scalp_gets_a_warm_mix_and_dark_scalp_none() -> None:
    blue = repair(BUNDLED, treated=[57.0, 3.0, -1.0], target=[55.0, 7.0, 8.0], client=CLIENT)
    assert blue.cast == "blue"
    assert blue.advice == "neutralize"
    assert "red-oxide" in blue.formulation.recipes[0].drops()
    dark = repair(BUNDLED, treated=[45.0, 2.0, 2.0], target=[55.0, 7.0, 8.0], client=CLIENT)
    assert dark.advice == "do_not_add"
    assert "darker than its target" in dark.sentence
    fine = repair(BUNDLED, treated=[55.0, 7.0, 8.0], target=[55.5, 7.0, 8.0], client=CLIENT)
    assert fine.advice == "nothing_to_do"
