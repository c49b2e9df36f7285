# SPDX-License-Identifier: Apache-2.0
"""The comparison must be fair: each way finds the camera it was made for, on the pixels that we take."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.bench import baselines
from shadematch.bench.opencv_ccm import OpenCVCorrection
from shadematch.demo import camera_photo, scalp_photo
from shadematch.simulate.raster import polygon_mask

CAMERA = np.array([[0.5, 0.3, 0.1], [0.3, 0.7, 0.2], [0.1, 0.1, 0.8]])
LAB = np.array(sm.chart_definition("colorchecker-classic").edition().lab)


def seen_by_a_linear_camera() -> tuple[Any, Any]:
    """Patches of the chart, and eight other colors."""
    others = np.array([[55.0, 8.0 + 2 * i, 12.0 + i] for i in range(8)])
    inverse = np.linalg.inv(CAMERA)
    return np.asarray(sm.xyz_from_lab(LAB)) @ inverse, (np.asarray(sm.xyz_from_lab(others)) @ inverse, others)


def test_the_plain_matrix_recovers_a_linear_camera() -> None:
    rgb, (query, wanted) = seen_by_a_linear_camera()
    np.testing.assert_allclose(baselines.matrix(rgb, LAB, query), wanted, atol=1e-6)


def test_the_map_on_codes_recovers_a_camera_that_is_affine_in_codes() -> None:
    rng = np.random.default_rng(5)
    rgb = baselines.light_of(rng.uniform(0.1, 0.9, (24, 3)))
    seen = baselines.codes_of(rgb) @ np.array([[0.8, 0.1, 0.0], [0.1, 0.7, 0.1], [0.0, 0.1, 0.8]]) + 0.05
    lab = baselines.assume_srgb(baselines.light_of(seen))
    np.testing.assert_allclose(baselines.affine_on_codes(rgb[:20], lab[:20], rgb[20:]), lab[20:], atol=1e-6)


def test_root_polynomials_do_not_depend_on_the_exposure_and_polynomials_do() -> None:
    rng = np.random.default_rng(7)
    rgb, _ = seen_by_a_linear_camera()
    rgb = rgb * np.exp(rng.normal(0, 0.1, rgb.shape))
    for fit, same in (
        (baselines.root_polynomial(2), True),
        (baselines.root_polynomial(3), True),
        (baselines.cheung(11), False),
    ):
        once, twice = (np.asarray(sm.xyz_from_lab(fit(rgb, LAB, k * rgb[:3]))) for k in (1.0, 2.0))
        assert np.allclose(2 * once, twice, rtol=1e-6) is same


@pytest.mark.parametrize(("fit", "terms"), [(baselines.root_polynomial(3), 13), (baselines.cheung(11), 11)])
def test_fits_of_many_terms_pass_through_as_many_colors(fit: baselines.Fit, terms: int) -> None:
    rgb = np.random.default_rng(2).uniform(0.1, 0.9, (terms, 3))
    np.testing.assert_allclose(fit(rgb, LAB[:terms], rgb), LAB[:terms], atol=1e-4)


def test_assuming_srgb_takes_white_for_white() -> None:
    np.testing.assert_allclose(baselines.assume_srgb([1.0, 1.0, 1.0]), [100, 0, 0], atol=1e-6)


def test_codes_are_those_of_srgb_and_go_back_to_light() -> None:
    codes = np.linspace(0, 1, 23)[:, None] * [1.0, 0.6, 0.3]
    light = baselines.light_of(codes)
    np.testing.assert_allclose(baselines.assume_srgb(light), sm.lab_from_srgb(codes), atol=1e-6)
    np.testing.assert_allclose(baselines.codes_of(light), codes, atol=1e-9)
    np.testing.assert_allclose(baselines.codes_of(-light), -codes, atol=1e-9)


def test_left_out_errors_of_the_matrix_are_larger_than_its_own() -> None:
    chart = sm.find_chart(sm.read_photo(camera_photo()))
    rgb, lab = baselines.patches(chart)
    fit = sm.delta_e_ciede2000(lab, baselines.matrix(rgb, lab, rgb))
    left_out = baselines.left_out(baselines.matrix, chart)
    assert left_out.mean() > np.mean(fit)
    alone = baselines.matrix(rgb[1:], lab[1:], rgb[:1])
    assert left_out[0] == pytest.approx(float(sm.delta_e_ciede2000(lab[:1], alone)[0]))


def test_all_see_the_pixels_that_a_reading_counts_as_valid() -> None:
    light = np.array(sm.read_photo(scalp_photo()).rgb)
    light[900:940, 900:960] += 0.3  # the lamp's mirror image
    photo = sm.photo_from_array(light, encoding="linear-srgb")
    image = sm.calibrate(sm.find_chart(photo)).to_lab(photo)
    glaring = 0
    for x in range(700, 1500, 200):
        mask = np.array(polygon_mask([[x, 60], [x + 190, 60], [x + 190, 1140], [x, 1140]], 1600, 1200))
        reading = sm.measure(image, mask)
        taken = baselines.body_pixels(image.lab[mask], photo.clipping[mask])
        assert int(taken.sum()) == reading.valid_pixels
        glaring += reading.glare_share > 0
    assert glaring > 0


def test_blown_pixels_are_left_out_and_black_ones_stay() -> None:
    lab = np.full((4, 3), (50.0, 10.0, 10.0), np.float32)
    taken = baselines.body_pixels(lab, np.array([0, 1, 4, 8], np.uint8))
    assert taken.tolist() == [True, False, False, True]


def test_a_missing_opencv_is_named_and_the_others_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing(OpenCVCorrection):
        def __init__(self) -> None:
            super().__init__(tmp_path / "python3")

    monkeypatch.setattr(baselines, "OpenCVCorrection", Missing)
    with baselines.peers() as peers:
        assert peers.note == "OpenCV ccm not installed"
        assert {"3x3", "root-polynomial 2", "Cheung 11"} < set(peers.fits)
        assert not any(name.startswith("OpenCV") for name in peers.fits)


def test_a_python_without_opencv_counts_as_missing() -> None:
    with OpenCVCorrection(Path("/bin/false")) as opencv:
        assert not opencv.installed
        with pytest.raises(RuntimeError, match="expected python3-opencv"):
            opencv.fit("3x3")(LAB, LAB, LAB)


def test_opencv_fits_the_chart_of_a_linear_camera() -> None:
    rgb, (query, wanted) = seen_by_a_linear_camera()
    with OpenCVCorrection() as opencv:
        if not opencv.installed:
            pytest.skip("python3-opencv is not installed (.ci/debian-packages-bench.txt)")
        for shape in ("3x3", "4x3"):
            # Its gamma of 2.2 is not the curve of sRGB: that alone costs some tenths.
            off = sm.delta_e_ciede2000(wanted, opencv.fit(shape)(rgb, LAB, query))
            assert np.all(off < 2.0)
            assert np.mean(sm.delta_e_ciede2000(wanted, baselines.assume_srgb(query))) > 4.0
