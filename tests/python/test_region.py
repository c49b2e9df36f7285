# SPDX-License-Identifier: Apache-2.0
import json

import numpy as np
import pytest

import shadematch as sm
from made_calibration import srgb_to_lab, text
from shadematch.camera import Calibration, LabImage
from shadematch.photo import photo_from_array

SKIN = (0.42, 0.24, 0.17)


def image_of(pixels: np.ndarray) -> LabImage:
    return Calibration.from_json(text()).to_lab(photo_from_array(pixels, encoding="linear-srgb"))


def plain(height: int = 60, width: int = 80) -> np.ndarray:
    return np.full((height, width, 3), SKIN, dtype=np.float32)


def test_polygon_rectangle_and_mask_of_the_same_pixels_read_the_same() -> None:
    random = np.random.default_rng(2)
    image = image_of(plain() * random.uniform(0.9, 1.1, (60, 80, 1)).astype(np.float32))
    mask = np.zeros((60, 80), dtype=bool)
    mask[20:50, 10:40] = True
    by_mask = sm.measure(image, mask)
    assert by_mask.pixels == 900
    for region in [
        (10, 20, 30, 30),
        np.array([10, 20, 30, 30]),
        [(9.5, 19.5), (39.5, 19.5), (39.5, 49.5), (9.5, 49.5)],
        np.array([[9.5, 19.5], [39.5, 19.5], [39.5, 49.5], [9.5, 49.5]]),
    ]:
        assert sm.measure(image, region).to_dict() == by_mask.to_dict()


def test_a_reading_is_the_lab_of_the_mean_light() -> None:
    pixels = plain()
    pixels[:, ::2] *= 0.8
    reading = sm.measure(image_of(pixels), (0, 0, 80, 60))
    mean = pixels.reshape(-1, 3).mean(axis=0, dtype=float)
    np.testing.assert_allclose(reading.lab, srgb_to_lab(mean), atol=0.06)
    assert abs(reading.lab[0] - reading.median[0]) > 0.1


def test_a_reading_is_numpy_and_goes_to_plain_json() -> None:
    reading = sm.measure(image_of(plain()), (0, 0, 10, 10))
    assert reading.lab.shape == reading.lab_se.shape == reading.median.shape == (3,)
    assert reading.covariance.shape == reading.spread.shape == (3, 3)
    np.testing.assert_allclose(reading.lab_se, np.sqrt(np.diag(reading.covariance)))
    assert reading.flags == ("too_small",)
    plain_json = json.loads(json.dumps(reading.to_dict()))
    assert list(plain_json) == [
        "lab", "lab_se", "covariance", "median", "spread",
        "center", "pixels", "valid_pixels", "clipped_share", "blown_share", "glare_share", "texture_mad",
        "flags",
    ]  # fmt: skip
    assert plain_json["lab"] == reading.lab.tolist()


def test_clipped_pixels_of_the_file_are_left_out() -> None:
    codes = np.full((40, 40, 3), (180, 140, 120), dtype=np.uint8)
    codes[:, :4] = (255, 100, 100)
    reading = sm.measure(image_of(codes), (0, 0, 40, 40))
    assert reading.clipped_share == pytest.approx(0.1)
    assert reading.valid_pixels == 40 * 36
    assert reading.flags == ("clipped",)


def test_limits_of_the_flags_can_be_set() -> None:
    image = image_of(plain())
    assert sm.measure(image, (0, 0, 10, 10), min_pixels=100).flags == ()
    assert sm.measure(image, (0, 0, 30, 30), min_pixels=901).flags == ("too_small",)


def test_light_is_less_certain_far_from_the_chart() -> None:
    image = image_of(plain(60, 400))
    assert sm.measure(image, (360, 10, 30, 30)).lab_se[0] > sm.measure(image, (20, 10, 30, 30)).lab_se[0] + 1


def test_what_is_no_region_is_refused() -> None:
    image = image_of(plain())
    with pytest.raises(ValueError, match=r"measure: expected a mask of shape \(60, 80\), got \(80, 60\)"):
        sm.measure(image, np.ones((80, 60), dtype=bool))
    with pytest.raises(ValueError, match=r"measure: expected a region as \[\(x, y\), \.\.\.\]"):
        sm.measure(image, [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"region_from_rectangle: expected a region inside the photograph"):
        sm.measure(image, (70, 0, 20, 20))
    with pytest.raises(ValueError, match=r"region_from_polygon: expected at least 3 vertices, got 2"):
        sm.measure(image, [(1, 1), (5, 5)])


def test_what_is_no_image_and_what_is_no_sequence_is_a_type_error_in_words() -> None:
    with pytest.raises(TypeError, match=r"measure: expected a LabImage \(Calibration.to_lab\), got ndarray"):
        sm.measure(plain(), (0, 0, 9, 9))
    for region in (None, 3, "0,0,9,9"):
        with pytest.raises(TypeError, match=rf"measure: expected a region .* got {type(region).__name__}"):
            sm.measure(image_of(plain()), region)


def test_a_region_without_a_valid_pixel_is_refused_with_advice() -> None:
    image = image_of(np.full((40, 40, 3), (255, 100, 100), dtype=np.uint8))
    with pytest.raises(
        sm.MeasurementRefused, match="measure: expected pixels that are neither clipped"
    ) as error:
        sm.measure(image, (0, 0, 40, 40))
    assert error.value.code == "no_valid_pixels"


def test_a_single_pixel_tells_no_noise_and_is_refused() -> None:
    with pytest.raises(sm.MeasurementRefused, match="at least 2 valid pixels"):
        sm.measure(image_of(plain()), (10, 5, 1, 1))
