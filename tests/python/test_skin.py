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
    SkinFitOptions,
    SkinParameters,
    SkinTable,
    hair_reflectance,
    pigment_optics,
    pooled_reflectance,
    skin_from_lab,
    skin_from_reflectance,
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


def test_skin_of_a_color_has_that_color_under_d50():
    client = skin_from_lab([70.0, 9.0, 14.0])
    np.testing.assert_allclose(lab_from_reflectance(client.reflectance()), [70.0, 9.0, 14.0], atol=0.01)
    np.testing.assert_allclose(client.lab, [70.0, 9.0, 14.0])
    assert client.resembles_skin
    assert len(client.residual) == 36
    dot = client.reflectance(carbon_zone(1e-3))
    np.testing.assert_allclose(
        dot, client.residual * skin_reflectance(client.parameters, zone=carbon_zone(1e-3))
    )


def test_what_a_color_does_not_tell_can_be_said():
    usual, pale = skin_from_lab([60, 10, 15]), SkinFitOptions(oxygen_saturation=0.5, scattering_b=1.0)
    other = skin_from_lab([60, 10, 15], options=pale)
    assert other.parameters.oxygen_saturation == 0.5
    assert other.parameters.scattering_b == 1.0
    assert np.abs(other.reflectance() - usual.reflectance()).max() > 1e-3


def test_colors_and_spectra_that_no_skin_has_are_refused():
    with pytest.raises(ValueError, match=r"skin_from_lab: expected a Lab of shape \(3,\), got \(2,\)"):
        skin_from_lab([50, 10])
    with pytest.raises(ValueError, match=r"expected a color that skin can have, got Lab 50\.0.*dE00 from"):
        skin_from_lab([50, 40, -40])
    with pytest.raises(ValueError, match=r"expected a reflectance in \(0, 1\.2\], got 1\.5"):
        skin_from_reflectance(np.full(36, 1.5))
    with pytest.raises(ValueError, match=r"expected one reflectance of shape \(36,\), got \(2, 36\)"):
        skin_from_reflectance(np.full((2, 36), 0.5))


def test_the_table_is_the_solver_for_arrays_of_any_shape():
    client = skin_from_lab([60, 10, 15])
    table = SkinTable(client, depth_mm=0.05, thickness_mm=0.4)
    assert (table.depth_mm, table.thickness_mm) == (0.05, 0.4)
    zone = carbon_zone(1e-3)
    np.testing.assert_allclose(table.reflectance(zone.mua, zone.musr), client.reflectance(zone), rtol=2e-3)
    assert table.reflectance(np.ones((2, 3, 36)), np.zeros((2, 3, 36))).shape == (2, 3, 36)
    with pytest.raises(
        ValueError, match=r"SkinTable: expected an array of shape \(\.\.\., 36\), got \(35,\)"
    ):
        table.reflectance(np.ones(35), np.ones(35))
    with pytest.raises(ValueError, match="SkinTable: expected mua and musr of as many rows, got 2 and 1"):
        table.reflectance(np.ones((2, 36)), np.ones(36))
