# SPDX-License-Identifier: Apache-2.0
"""Fresh, healed, and what a client's photographs change."""

import json

import numpy as np
import pytest

from shadematch import InvalidDocument, MeasurementRefused
from shadematch.healing import (
    Healing,
    TreatedPhotograph,
    Treatment,
    healing_document,
    load_healing,
    treated_lab,
    treated_reflectance,
    update_healing,
)
from shadematch.skin import pigment_optics, pooled_reflectance, skin_from_lab

CLIENT = skin_from_lab([62, 9, 15])


def carbon(fraction=0.004, coverage=0.6):
    mua, musr = pigment_optics("77266", 200.0)
    return Treatment(mua=fraction * mua, musr=fraction * musr, coverage=coverage)


def seen_with(healing, *, shift=(0, 0, 0), fresh=False):
    lab, _ = treated_lab(CLIENT, carbon(), healing=healing.fresh() if fresh else healing)
    return TreatedPhotograph(
        skin=CLIENT, treatment=carbon(), lab=lab + shift, covariance=0.1 * np.eye(3), fresh=fresh
    )


def test_defaults_are_those_of_the_core():
    prior = Healing()
    assert (prior.retention, prior.depth_mm, prior.uptake, prior.yule_nielsen_n) == (0.63, 0.1, 0.045, 1.7)
    assert prior.covariance.shape == (4, 4)
    assert prior.fresh().retention == 1.0
    assert prior.fresh().covariance[0, 0] == 0.0
    assert carbon().thickness_mm == 0.15


def test_no_coverage_is_bare_skin_and_more_is_darker():
    bare, _ = treated_lab(CLIENT, carbon(coverage=0.0))
    np.testing.assert_allclose(bare, [62, 9, 15], atol=0.01)
    lightness = [treated_lab(CLIENT, carbon(coverage=a))[0][0] for a in (0.2, 0.5, 0.9)]
    assert lightness == sorted(lightness, reverse=True)
    reflectance = treated_reflectance(CLIENT, carbon(coverage=1e-12))
    np.testing.assert_allclose(
        reflectance, pooled_reflectance(CLIENT.reflectance(), np.ones(36), 0), rtol=1e-9
    )


def test_an_update_counts_its_photographs_and_goes_on_from_there():
    truth = Healing(uptake=0.08)
    first = update_healing([seen_with(truth), seen_with(truth, fresh=True)])
    assert first.healing.status == "fitted to 2 client photographs"
    assert first.predicted.shape == first.fitted.shape == (2, 3)
    second = update_healing([seen_with(truth)], prior=first.healing)
    assert second.healing.photographs == 3
    assert np.trace(second.healing.covariance) < np.trace(first.healing.covariance)
    assert 0.045 < first.healing.uptake < 0.1


def test_a_less_trusted_model_learns_less():
    photograph = [seen_with(Healing(uptake=0.09))]
    sure, unsure = (update_healing(photograph, model_sd=sd).healing for sd in (0.5, 10.0))
    assert sure.uptake > unsure.uptake > 0.045


def test_a_photograph_against_the_model_is_refused_with_both_colors():
    with pytest.raises(
        MeasurementRefused, match=r"got photograph 1 with Lab .* where the best fit is"
    ) as refused:
        update_healing([seen_with(Healing(), shift=(0, 20, 0))])
    assert refused.value.code == "contradicts_model"
    assert "leave it out" in refused.value.advice


def test_a_healing_is_written_and_read_again(tmp_path):
    healing = update_healing([seen_with(Healing(uptake=0.07))]).healing
    path = tmp_path / "healing.json"
    path.write_text(json.dumps({"healing": healing_document(healing)}))
    again = load_healing(path)
    assert (again.uptake, again.photographs) == (healing.uptake, 1)
    np.testing.assert_array_equal(again.covariance, healing.covariance)
    path.write_text("[]")
    with pytest.raises(InvalidDocument, match="expected a document shadematch-healing/1"):
        load_healing(path)


def test_an_impossible_healing_is_refused():
    with pytest.raises(ValueError, match=r"Healing: expected uptake above 0\.0+ and at most 1\.0+, got 0"):
        Healing(uptake=0.0)
