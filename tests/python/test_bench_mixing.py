# SPDX-License-Identifier: Apache-2.0
"""The mixing bench: its cases, its protocol and the simpler ways that it stands beside."""

import numpy as np
import pytest

from shadematch.bench import mixing, mixing_baselines
from shadematch.bench.paint_mixtures import BLACK, WHITE, samples, task, training


def test_the_paints_are_those_of_the_tasks():
    assert len(samples()) == 84
    for name in task("A"):
        assert set(samples()[name].parts) == {samples()[name].pigment, WHITE}
    for name in task("B"):
        assert set(samples()[name].parts) == {samples()[name].pigment, BLACK}
    for name in task("C"):
        assert set(samples()[name].parts) == {WHITE, BLACK}


def test_a_left_out_sample_is_not_learned_from():
    names = {sample.name for sample in training(samples()["01B"].family, without={"01B"})}
    assert names == {"01A", "01C", "07A", "07C", "07D", "07E", "07F"}


def test_baselines_of_a_mixture_without_pigment_are_the_white():
    white, red = np.full(36, 0.8), np.linspace(0.1, 0.6, 36)
    for way in (mixing_baselines.linear, mixing_baselines.log_mean, mixing_baselines.single_constant):
        np.testing.assert_allclose(way(0.0, red, white), white, rtol=1e-9)
        np.testing.assert_allclose(way(1.0, red, white), red, rtol=1e-9)


@pytest.mark.parametrize("strength", [0.3, 4.0])
def test_masstone_and_tint_recover_two_constants(strength: float):
    white, red = np.full(36, 0.85), np.linspace(0.1, 0.6, 36)
    ratio = np.array([(1 - R) ** 2 / (2 * R) for R in (white, red)])

    def mixed(c: float) -> np.ndarray:
        q = (c * strength * ratio[1] + (1 - c) * ratio[0]) / (c * strength + 1 - c)
        return 1 + q - np.sqrt(q * q + 2 * q)

    tints = [(0.1, mixed(0.1))]
    np.testing.assert_allclose(mixing_baselines.masstone_tint(0.4, red, white, tints), mixed(0.4), rtol=1e-6)
    near = mixing_baselines.single_constant_strength(0.4, red, white, tints)
    np.testing.assert_allclose(near, mixed(0.4), rtol=0.02)


def test_a_measured_tint_is_predicted_better_than_by_any_simpler_way():
    sample = samples()["06B"]
    fit = mixing._fit_for("06B", {"06B"}, 0)
    ours, distance = mixing.predicted(sample, fit)
    inputs = mixing_baselines.inputs(sample, training(sample.family, without={"06B"}))
    simple = mixing_baselines.single_constant_strength(*inputs)
    lab = [
        mixing.lab_from_reflectance(R, illuminant="D65") for R in (mixing_baselines.reading(sample), simple)
    ]
    assert ours < 1.5
    assert ours < float(mixing.delta_e_ciede2000(*lab))
    assert distance < mixing.CONFIDENCE_90
