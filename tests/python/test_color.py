# SPDX-License-Identifier: Apache-2.0
"""Color spaces: second opinion of colour-science, laws, shapes, copies."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import shadematch as sm
from second_opinion import colour

LABS = arrays(np.float64, (3,), elements=st.floats(-100, 100, allow_subnormal=False)).map(
    lambda v: np.array([abs(v[0]), v[1], v[2]])
)
LINEAR_RGB = arrays(np.float64, (3,), elements=st.floats(0, 1, allow_subnormal=False))


def colors(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform([0, -100, -100], [100, 100, 100], (n, 3))


@pytest.mark.parametrize("white", [sm.WHITE_D50, sm.WHITE_D65, sm.white_point("A", observer=10)])
def test_lab_and_xyz_agree_with_colour_science(white):
    xy = colour.XYZ_to_xy(white)
    lab = colors(1000, 1)
    xyz = sm.xyz_from_lab(lab, white=white)
    np.testing.assert_allclose(xyz, colour.Lab_to_XYZ(lab, xy), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(sm.lab_from_xyz(xyz, white=white), colour.XYZ_to_Lab(xyz, xy), atol=1e-9)


def test_lch_agrees_with_colour_science():
    lab = colors(1000, 2)
    np.testing.assert_allclose(sm.lch_from_lab(lab), colour.Lab_to_LCHab(lab), rtol=1e-12)
    np.testing.assert_allclose(sm.lab_from_lch(sm.lch_from_lab(lab)), lab, atol=1e-12)


@pytest.mark.parametrize(("ours", "theirs"), [("bradford", "Bradford"), ("cat16", "CAT16")])
def test_adaptation_agrees_with_colour_science(ours, theirs):
    xyz = np.random.default_rng(3).uniform(0, 1, (200, 3))
    from_white, to_white = sm.white_point("A"), sm.white_point("LED-B3", observer=10)
    expected = colour.adaptation.chromatic_adaptation_VonKries(xyz, from_white, to_white, transform=theirs)
    np.testing.assert_allclose(sm.adapt(xyz, from_white, to_white, method=ours), expected, atol=1e-12)


def test_srgb_agrees_with_colour_science():
    codes = np.random.default_rng(4).uniform(0, 1, (500, 3))
    np.testing.assert_allclose(sm.srgb_from_lab(sm.lab_from_srgb(codes)), codes, atol=1e-7)
    linear = sm.linear_srgb_from_xyz(sm.xyz_from_lab(sm.lab_from_srgb(codes)))
    np.testing.assert_allclose(linear, colour.models.eotf_sRGB(codes), atol=1e-12)
    # The published matrix is rounded to four decimals.
    d65 = sm.adapt(sm.xyz_from_linear_srgb(np.eye(3)), sm.WHITE_D50, colour.xy_to_XYZ([0.3127, 0.3290]))
    np.testing.assert_allclose(d65.T, colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ, atol=6e-5)


def test_the_red_of_srgb_is_the_d50_value():
    np.testing.assert_allclose(sm.lab_from_srgb([1, 0, 0]), [54.29, 80.81, 69.89], atol=0.011)


@settings(max_examples=500, deadline=None)
@given(LABS)
def test_lab_survives_the_way_to_xyz_and_back(lab):
    np.testing.assert_allclose(sm.lab_from_xyz(sm.xyz_from_lab(lab)), lab, atol=1e-9)


@settings(max_examples=500, deadline=None)
@given(LINEAR_RGB)
def test_linear_rgb_survives_the_way_to_lab_and_back(rgb):
    lab = sm.lab_from_xyz(sm.xyz_from_linear_srgb(rgb))
    np.testing.assert_allclose(sm.linear_srgb_from_xyz(sm.xyz_from_lab(lab)), rgb, atol=1e-9)


@settings(max_examples=500, deadline=None)
@given(LABS)
def test_lch_survives_the_way_back(lab):
    np.testing.assert_allclose(sm.lab_from_lch(sm.lch_from_lab(lab)), lab, atol=1e-9)


def test_the_typology_angle_of_a_photograph_is_that_of_its_d65_lab():
    d65 = np.array([65.0, 10.0, 15.0])
    d50 = sm.lab_from_xyz(sm.adapt(sm.xyz_from_lab(d65, white=sm.WHITE_D65), sm.WHITE_D65, sm.WHITE_D50))
    assert sm.ita(d50) == pytest.approx(45.0, abs=1e-9)
    assert isinstance(sm.ita(d50), float)
    assert sm.ita(np.broadcast_to(d50, (2, 5, 3))).shape == (2, 5)
    assert np.isnan(sm.ita([60, 10, -10]))
    assert sm.ita_class(sm.ita(d50)) == "light"


@pytest.mark.parametrize(
    "function",
    [
        sm.lab_from_xyz,
        sm.xyz_from_lab,
        sm.lch_from_lab,
        sm.lab_from_lch,
        sm.srgb_from_lab,
        sm.lab_from_srgb,
        sm.linear_srgb_from_xyz,
        sm.xyz_from_linear_srgb,
    ],
)
def test_one_color_a_table_and_an_image_keep_their_shape(function):
    image = np.random.default_rng(5).uniform(0.1, 0.9, (4, 6, 3))
    result = function(image)
    assert result.shape == (4, 6, 3)
    np.testing.assert_array_equal(function(image.reshape(-1, 3)), result.reshape(-1, 3))
    np.testing.assert_array_equal(function(image[2, 3]), result[2, 3])
    np.testing.assert_array_equal(function(image.tolist()), result)
    np.testing.assert_array_equal(function(image[::2, ::-1]), result[::2, ::-1])
    assert function(np.empty((0, 3))).shape == (0, 3)
    with pytest.raises(
        ValueError, match=rf"{function.__name__}: expected an array of shape \(\.\.\., 3\), got"
    ):
        function(np.zeros((3, 4)))


def peak_bytes(call) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_contiguous_float64_is_not_copied_and_anything_else_once():
    image = np.random.default_rng(6).uniform(0, 1, (200, 500, 3))
    single = image.astype(np.float32)
    flipped = image[:, ::-1]
    # numpy's own memory is traced, the table that the library returns is not.
    assert peak_bytes(lambda: sm.lab_from_xyz(image)) < image.nbytes // 20
    assert image.nbytes <= peak_bytes(lambda: sm.lab_from_xyz(single)) < 1.1 * image.nbytes
    assert image.nbytes <= peak_bytes(lambda: sm.lab_from_xyz(flipped)) < 1.1 * image.nbytes


def test_the_result_owns_its_memory_and_can_be_written():
    result = sm.lab_from_xyz(np.full((10, 3), 0.5))
    expected = result.copy()
    for _ in range(20):
        sm.lab_from_xyz(np.full((10, 3), 0.1))
    np.testing.assert_array_equal(result, expected)
    result[0] = 0


def test_a_white_of_the_wrong_shape_and_an_unknown_method_are_refused():
    with pytest.raises(ValueError, match=r"lab_from_xyz: expected white of shape \(3,\), got \(2,\)"):
        sm.lab_from_xyz([1, 1, 1], white=[1, 1])
    with pytest.raises(ValueError, match="adaptation_method: expected 'bradford' or 'cat16', got 'x'"):
        sm.adapt([1, 1, 1], sm.WHITE_D50, sm.WHITE_D65, method="x")
    with pytest.raises(ValueError, match="ita_class: expected an angle in degrees, got nan"):
        sm.ita_class(float("nan"))
