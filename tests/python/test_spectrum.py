# SPDX-License-Identifier: Apache-2.0
"""Spectra: second opinion of colour-science on every table and on the way to XYZ."""

import numpy as np
import pytest

import shadematch as sm
from second_opinion import colour
from shadematch.spectrum import BAND_NM

NM = np.arange(380, 781)
OBSERVERS = {
    2: "CIE 1931 2 Degree Standard Observer",
    10: "CIE 1964 10 Degree Standard Observer",
}


def power(light: sm.Illuminant, nm: np.ndarray) -> np.ndarray:
    table_nm = light.first_nm + light.step_nm * np.arange(len(light.power))
    return np.interp(nm, table_nm, light.power)


def summed_xyz(reflectance: np.ndarray, name: str, observer: int) -> np.ndarray:
    """XYZ by a plain sum at 1 nm over the tables of colour-science."""
    cmf = colour.MSDS_CMFS[OBSERVERS[observer]].values[NM[0] - 360 : NM[-1] - 359]
    table = colour.SDS_ILLUMINANTS[name]
    light = np.interp(NM, table.wavelengths, table.values)
    at_1nm = np.array([np.interp(NM, BAND_NM, row) for row in np.atleast_2d(reflectance)])
    return (at_1nm * light) @ cmf / (light @ cmf[:, 1])


@pytest.mark.parametrize("name", [name for name in sm.illuminant_names() if name != "E"])
def test_each_illuminant_is_that_of_colour_science(name):
    theirs = colour.SDS_ILLUMINANTS[name]
    nm = theirs.wavelengths[(theirs.wavelengths >= 380) & (theirs.wavelengths <= 780)]
    np.testing.assert_allclose(power(sm.illuminant(name), nm), np.interp(nm, nm, theirs[nm]), atol=1.1e-3)


@pytest.mark.parametrize("observer", [2, 10])
@pytest.mark.parametrize("name", ["A", "D50", "D65", "D75", "FL2", "FL11", "LED-B3", "LED-RGB1", "LED-V1"])
def test_xyz_is_the_sum_at_1_nm_over_the_tables_of_colour_science(name, observer):
    reflectance = np.random.default_rng(1).uniform(0, 1, (50, 36))
    ours = sm.xyz_from_reflectance(reflectance, illuminant=name, observer=observer)
    # Theirs is interpolated from 5 nm steps; A is the one that is not linear in between.
    np.testing.assert_allclose(
        ours, summed_xyz(reflectance, name, observer), atol=5e-5 if name == "A" else 2e-5
    )


@pytest.mark.parametrize("kelvin", [4000, 5003, 6504, 7000, 9300, 25000])
def test_daylight_agrees_with_colour_science(kelvin):
    theirs = colour.sd_CIE_illuminant_D_series(
        colour.temperature.CCT_to_xy_CIE_D(kelvin), M1_M2_rounding=True
    )
    nm = np.arange(380, 781, 10)
    np.testing.assert_allclose(power(sm.daylight_illuminant(kelvin), nm), theirs[nm], rtol=1e-4)


@pytest.mark.parametrize("kelvin", [1000, 2856, 6500, 20000])
def test_the_black_body_agrees_with_colour_science(kelvin):
    theirs = colour.sd_blackbody(kelvin, colour.SpectralShape(380, 780, 1))
    ours = power(sm.planckian_illuminant(kelvin), NM)
    # c2 = 1.4388e-2 against 1.438777e-2 m K: 1.6e-5 of the exponent.
    np.testing.assert_allclose(ours, theirs.values / theirs[560], rtol=3e-4)


def test_the_chromaticity_of_daylight_is_on_its_locus():
    for kelvin in (5000, 6500, 10000):
        x, y, z = sm.white_point(sm.daylight_illuminant(kelvin))
        expected = colour.temperature.CCT_to_xy_CIE_D(kelvin)
        np.testing.assert_allclose([x / (x + y + z), y / (x + y + z)], expected, atol=2e-4)


def test_a_light_of_ones_own_counts_like_a_named_one():
    named = sm.illuminant("LED-B3")
    own = sm.Illuminant("mine", named.first_nm, named.step_nm, named.power * 7)
    np.testing.assert_allclose(
        sm.colorimetric_weights(illuminant=own).w, sm.colorimetric_weights(illuminant="LED-B3").w, rtol=1e-12
    )


def test_one_reflectance_a_table_and_an_image_keep_their_shape():
    image = np.random.default_rng(2).uniform(0, 1, (3, 4, 36))
    for function in (sm.xyz_from_reflectance, sm.lab_from_reflectance):
        result = function(image, illuminant="A", observer=10)
        assert result.shape == (3, 4, 3)
        np.testing.assert_allclose(
            function(image[1, 2], illuminant="A", observer=10), result[1, 2], rtol=1e-12
        )
        with pytest.raises(
            ValueError, match=rf"{function.__name__}: expected an array of shape \(\.\.\., 36\)"
        ):
            function(np.zeros((2, 31)))


def test_lab_of_a_reflectance_is_relative_to_the_white_of_its_light():
    reflectance = np.linspace(0.1, 0.6, 36)
    white = sm.white_point("FL11", observer=10)
    xyz = sm.xyz_from_reflectance(reflectance, illuminant="FL11", observer=10)
    lab = sm.lab_from_reflectance(reflectance, illuminant="FL11", observer=10)
    np.testing.assert_allclose(lab, sm.lab_from_xyz(xyz, white=white), atol=1e-12)


def test_a_measured_spectrum_is_brought_to_the_bands_by_linear_interpolation():
    nm = np.arange(400, 701, 5)
    values = 0.3 + 0.2 * np.sin(nm / 30)
    expected = np.interp(BAND_NM, nm, values)
    ours = sm.reflectance_from_spectrum(values, first_nm=400, step_nm=5)
    np.testing.assert_allclose(ours, expected, rtol=1e-14)


def test_tables_of_the_library_cannot_be_written():
    for array in (BAND_NM, sm.illuminant("D65").power, sm.colorimetric_weights().w):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_unknown_lights_and_observers_are_refused():
    with pytest.raises(ValueError, match=r"illuminant: expected one of A, D50, .* got 'C'"):
        sm.white_point("C")
    with pytest.raises(ValueError, match="observer: expected 2 or 10 degrees, got 5"):
        sm.white_point("D65", observer=5)
    with pytest.raises(ValueError, match="daylight_illuminant: expected a correlated color temperature"):
        sm.daylight_illuminant(3000)
    with pytest.raises(ValueError, match="planckian_illuminant: expected a temperature"):
        sm.planckian_illuminant(0)
    with pytest.raises(ValueError, match="Spectrum: expected step_nm > 0"):
        sm.Illuminant("mine", 380, 0, [1.0])
