# SPDX-License-Identifier: Apache-2.0
"""The solver and its second opinion through the Python face."""

import pytest

from shadematch.layered_skin import (
    MonteCarloOptions,
    TissueLayer,
    layered_reflectance,
    monte_carlo_reflectance,
)

BLACK = [
    TissueLayer(mua=0.5, musr=45, thickness_mm=0.1),
    TissueLayer(mua=300.5, musr=45, thickness_mm=0.4),
]


def test_photons_and_solver_agree_for_a_black_zone_in_dermis():
    options = MonteCarloOptions(photons=40000, seed=9)
    found, se = monte_carlo_reflectance(BLACK, ground=(0.5, 45), options=options)
    assert abs(found - layered_reflectance(BLACK, ground=(0.5, 45))) < 4 * se + 0.001
    assert 0 < se < 0.002


def test_defaults_are_those_of_the_core_and_a_layer_says_what_it_is():
    assert MonteCarloOptions().photons == 100000
    assert MonteCarloOptions().seed == 1
    assert (BLACK[1].mua, BLACK[1].musr, BLACK[1].thickness_mm) == (300.5, 45, 0.4)


def test_impossible_layers_are_refused():
    with pytest.raises(ValueError, match=r"monte_carlo_reflectance: expected a ground with mua > 0"):
        monte_carlo_reflectance([], ground=(0, 45))
    with pytest.raises(ValueError, match=r"semi_infinite_layer: expected mua > 0"):
        layered_reflectance([], ground=(0, 45))
