# SPDX-License-Identifier: Apache-2.0
"""The data of the spectral rung are what their program makes, of the half of the split that it may see."""

from pathlib import Path

import numpy as np
import pytest

from shadematch.simulate import response_prior
from shadematch.simulate.split import TEST_LIGHTS

DATA = Path("core/shadematch/response/data")


def rows(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split(",") for line in lines if not line.startswith("#")][1:]


def test_the_shipped_prior_is_what_its_program_makes():
    shipped = [row for row in rows("response_prior.csv") if row[0] == "fluorescent"]
    mean, components = response_prior.gaussian_field(["fluorescent"])
    np.testing.assert_allclose(np.array(shipped[0][2:], float), mean, atol=2e-5)
    found = np.array([row[2:] for row in shipped[1:]], float)
    np.testing.assert_allclose(found.T @ found, components.T @ components, atol=2e-5)


def test_the_shipped_skin_and_hair_are_what_the_layered_model_makes():
    rng = np.random.default_rng(response_prior.SEED)
    shipped = rows("scalp_reflectances.csv")
    assert [row[0] for row in shipped] == ["skin"] * 160 + ["hair"] * 160
    for row in shipped[:8]:
        np.testing.assert_allclose(np.array(row[1:], float), response_prior.draw_skin(rng), atol=1e-6)


def test_the_components_hold_nearly_all_of_the_spread_of_the_draws():
    rng = np.random.default_rng(3)
    mean, components = response_prior.gaussian_field(response_prior.LIGHT_KINDS)
    draws = [response_prior.draw_response(rng, "led").T.ravel() - mean for _ in range(50)]
    basis = np.linalg.qr(components.T)[0]
    lost = [np.sum((draw - basis @ (basis.T @ draw)) ** 2) / np.sum(draw**2) for draw in draws]
    assert np.median(lost) < 0.01


@pytest.mark.parametrize("kind", response_prior.LIGHT_KINDS)
def test_a_drawn_camera_sees_the_perfect_diffuser_as_one(kind):
    response = response_prior.draw_response(np.random.default_rng(1), kind)
    np.testing.assert_allclose(response.sum(axis=0), 1.0)


def test_no_light_of_the_tests_is_in_the_prior():
    source = Path(response_prior.__file__).read_text(encoding="utf-8")
    used = {*response_prior._FLUORESCENT, *response_prior._LED, "D55", "D75"}
    assert not used & set(TEST_LIGHTS)
    assert "TEST_LIGHTS" not in source
    assert "TEST_MAKERS" not in source
