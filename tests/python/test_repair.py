# SPDX-License-Identifier: Apache-2.0
"""Treated scalp that turned."""

import pytest

import shadematch as sm
from shadematch.formulate import FormulationOptions
from shadematch.repair import repair
from shadematch.skin import skin_from_lab

CLIENT = skin_from_lab([62.0, 12.0, 16.0])
BUNDLED = sm.bundled_catalogue()


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


def test_white_over_dots_is_no_repair() -> None:
    found = repair(BUNDLED, treated=[50.0, -2.0, -8.0], target=[60.0, 11.0, 15.0], client=CLIENT)
    assert found.advice == "do_not_add"
    assert found.recipe is None


def test_where_the_nearest_mixes_lighten_those_that_do_not_are_looked_for() -> None:
    treated, target = [60.0, 4.0, 2.0], [61.0, 11.0, 15.0]
    found = repair(BUNDLED, treated=treated, target=target, client=CLIENT)
    assert all("white" in each.drops() for each in found.formulation.recipes)
    assert found.advice == "neutralize"
    assert found.recipe is not None
    assert "white" not in found.recipe.drops()
    assert found.recipe.lab_lights[0][0] <= 60.0 + 0.6
    assert found.recipe.delta_e <= found.delta_e_now - 1.0


def test_the_callers_options_are_kept() -> None:
    options = FormulationOptions()
    options.coverage_low, options.coverage_high = 0.005, 0.01
    found = repair(
        BUNDLED, treated=[57.0, 3.0, -1.0], target=[55.0, 7.0, 8.0], client=CLIENT, options=options
    )
    assert all(each.coverage <= 0.01 for each in found.formulation.recipes)
    assert options.coverage_low == 0.005
    with pytest.raises(ValueError, match="least_gain >= 0, got nan"):
        repair(
            BUNDLED,
            treated=[57.0, 3.0, -1.0],
            target=[55.0, 7.0, 8.0],
            client=CLIENT,
            least_gain=float("nan"),
        )
