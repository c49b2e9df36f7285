# SPDX-License-Identifier: Apache-2.0
"""Skin and hair through the Python face."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shadematch.skin import (
    AddingDoublingOptions,
    HairParameters,
    Illumination,
    PigmentZone,
    SkinParameters,
    hair_reflectance,
    pigment_optics,
    pooled_reflectance,
    skin_reflectance,
)
from shadematch.spectrum import lab_from_reflectance

GOLDEN = Path(__file__).parents[1] / "golden"
SKIN = SkinParameters(melanosome_fraction=0.022, scattering_A=55)


def golden_rows(name):
    lines = [line for line in (GOLDEN / name).read_text().splitlines() if not line.startswith("#")]
    return {row["setting"]: row for row in csv.DictReader(lines)}


def carbon_zone(volume_fraction):
    mua, musr = pigment_optics("77266", 200.0)
    return PigmentZone(mua=volume_fraction * mua, musr=volume_fraction * musr, depth_mm=0.05)


def test_bare_skin_and_a_carbon_dot_are_the_recorded_colors():
    rows = golden_rows("skin_model.csv")
    for setting, reflectance in {
        "bare": skin_reflectance(SKIN),
        "dot": skin_reflectance(SKIN, zone=carbon_zone(1e-3)),
    }.items():
        row = rows[setting]
        np.testing.assert_allclose(
            reflectance[[7, 17, 27]], [float(row[k]) for k in ("R450", "R550", "R650")], atol=1e-5
        )
        lab = lab_from_reflectance(reflectance, illuminant="D65")
        np.testing.assert_allclose(lab, [float(row[k]) for k in "Lab"], atol=0.02)


@settings(max_examples=30, deadline=None)
@given(
    melanosomes=st.floats(0.003, 0.43),
    blood=st.floats(0.002, 0.07),
    volume_fraction=st.floats(1e-6, 1e-2),
)
def test_pigment_never_lightens_skin_that_scatters_more_than_it(melanosomes, blood, volume_fraction):
    skin = SkinParameters(melanosome_fraction=melanosomes, blood_fraction=blood)
    bare = skin_reflectance(skin)
    mua, _ = pigment_optics("77266", 200.0)
    dot = skin_reflectance(skin, zone=PigmentZone(mua=volume_fraction * mua, musr=np.zeros(36)))
    assert (dot < bare).all()
    assert (dot > 0).all()


def test_a_zone_with_a_negative_coefficient_is_refused():
    zone = PigmentZone(mua=[0.0] * 36, musr=[0.0] * 35 + [-1.0])
    message = r"pigmented_skin_reflectance: expected finite musr >= 0 1/cm, got -1\.000000 at 730 nm"
    with pytest.raises(ValueError, match=message):
        skin_reflectance(SKIN, zone=zone)


def test_sixteen_streams_and_diffuse_light_are_options():
    reference = skin_reflectance(SKIN, options=AddingDoublingOptions(streams=16))
    np.testing.assert_allclose(skin_reflectance(SKIN), reference, atol=4e-3)
    diffuse = skin_reflectance(SKIN, options=AddingDoublingOptions(illumination=Illumination.DIFFUSE))
    assert (diffuse != reference).all()
    with pytest.raises(ValueError, match=r"expected an even number of streams in 4\.\.32, got 5"):
        skin_reflectance(SKIN, options=AddingDoublingOptions(streams=5))


def test_pooling_lies_between_skin_and_hair_and_falls_with_spread_of_light():
    skin, hair = skin_reflectance(SKIN), hair_reflectance(HairParameters(melanin=200))
    linear = pooled_reflectance(skin, hair, 0.4)
    np.testing.assert_allclose(linear, 0.6 * skin + 0.4 * hair)
    assert (pooled_reflectance(skin, hair, 0.4, yule_nielsen_n=1.7) < linear).all()


def test_defaults_are_those_of_the_core():
    assert SkinParameters().melanosome_fraction == 0.033
    assert HairParameters().melanin == 33.0
    assert PigmentZone(mua=[0.0] * 36, musr=[0.0] * 36).thickness_mm == 0.4
    assert AddingDoublingOptions().streams == 8
