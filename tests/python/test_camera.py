# SPDX-License-Identifier: Apache-2.0
import json
import pickle
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from made_calibration import document, srgb_to_lab, text
from shadematch.camera import Calibration, calibration_rungs
from shadematch.photo import photo_from_array

RANDOM = np.random.default_rng(4)
PIXELS = RANDOM.uniform(0.0, 1.0, (9, 300, 3)).astype(np.float32)


@pytest.fixture
def calibration() -> Calibration:
    return Calibration.from_json(text())


@pytest.fixture
def photo() -> sm.Photo:
    return photo_from_array(PIXELS, encoding="linear-srgb")


def test_srgb_at_its_word_is_the_lab_of_colour_science(calibration: Calibration, photo: sm.Photo) -> None:
    lab = np.asarray(calibration.to_lab(photo))
    assert lab.shape == (9, 300, 3)
    assert lab.dtype == np.float32
    np.testing.assert_allclose(lab, srgb_to_lab(PIXELS.astype(float)), atol=0.06)


def test_a_lab_image_is_an_array_without_a_copy(calibration: Calibration, photo: sm.Photo) -> None:
    image = calibration.to_lab(photo)
    assert (image.width, image.height) == (300, 9)
    assert np.shares_memory(image.lab, np.asarray(image))
    assert not image.lab.flags.writeable
    assert np.array(image, dtype=np.float64).dtype == np.float64
    assert not np.shares_memory(np.array(image, copy=True), image.lab)


def test_any_number_of_threads_gives_the_same_picture(calibration: Calibration, photo: sm.Photo) -> None:
    one = calibration.to_lab(photo, threads=1).lab
    for threads in (0, 2, 8):
        assert calibration.to_lab(photo, threads=threads).lab.tobytes() == one.tobytes()
    with pytest.raises(ValueError, match=r"^to_lab: expected 0 to 1024 threads .* got -1$"):
        calibration.to_lab(photo, threads=-1)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_codes_become_the_lab_of_their_photograph(calibration: Calibration, dtype: type) -> None:
    full = 1.0 if dtype is np.float32 else np.iinfo(dtype).max
    codes = (np.random.default_rng(2).uniform(0, 1, (9, 300, 3)) * full).astype(dtype)
    lab = calibration.codes_to_lab(codes, threads=1)
    assert lab.dtype == np.float32
    photo = np.asarray(calibration.to_lab(photo_from_array(codes, encoding="srgb")))
    assert np.abs(np.linalg.norm(lab - photo, axis=2)).max() < 5e-4
    assert calibration.codes_to_lab(codes, threads=2).tobytes() == lab.tobytes()
    part = calibration.codes_to_lab(codes[2:7, 10:100], at=(10, 2))  # not contiguous
    assert part.tobytes() == lab[2:7, 10:100].tobytes()


def test_contiguous_codes_are_read_where_they_lie(calibration: Calibration) -> None:
    codes = np.full((2000, 2000, 3), 100, np.uint8)
    calibration.codes_to_lab(codes[:2, :2])
    tracemalloc.start()
    calibration.codes_to_lab(codes, threads=1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 4 * codes.nbytes <= peak < 4 * codes.nbytes + 1_000_000  # the result alone


def test_codes_to_lab_says_what_it_takes(calibration: Calibration) -> None:
    with pytest.raises(TypeError, match=r"^codes_to_lab: expected an array of uint8, .* got float64$"):
        calibration.codes_to_lab(np.zeros((2, 2, 3)))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^codes_to_lab: expected an array of .* got list$"):
        calibration.codes_to_lab([[[1, 2, 3]]])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^codes_to_lab: expected .* \(h, w, 3\), got \(2, 3\)$"):
        calibration.codes_to_lab(np.zeros((2, 3), np.uint8))
    with pytest.raises(ValueError, match=r"^codes_to_lab: expected .* \(h, w, 3\), got \(2, 3, 4\)$"):
        calibration.codes_to_lab(np.zeros((2, 3, 4), np.uint8))
    with pytest.raises(ValueError, match=r"^codes_to_lab: expected an encoding of .* got 'hdr'$"):
        calibration.codes_to_lab(np.zeros((2, 3, 3), np.uint8), encoding="hdr")


def test_the_pixels_outlive_their_image(calibration: Calibration, photo: sm.Photo) -> None:
    lab = calibration.to_lab(photo).lab
    np.testing.assert_array_equal(lab, calibration.to_lab(photo).lab)


def test_a_single_color_agrees_with_the_picture(calibration: Calibration, photo: sm.Photo) -> None:
    image = np.asarray(calibration.to_lab(photo))
    lab, covariance = calibration.measure(PIXELS[3, 7], (7, 3))
    np.testing.assert_allclose(lab, image[3, 7], atol=0.002)
    assert covariance.shape == (3, 3)
    np.testing.assert_array_equal(covariance, covariance.T)
    assert np.all(np.linalg.eigvalsh(covariance) > 0)


def test_the_jackknife_of_two_refits_is_half_their_squared_distance() -> None:
    gray = (0.18, 0.18, 0.18)
    near, _ = Calibration.from_json(text(map=document()["refits"][0])).measure(gray, (30, 20))
    far, _ = Calibration.from_json(text(map=document()["refits"][1])).measure(gray, (30, 20))
    lab, covariance = Calibration.from_json(json.dumps(document(tolerance=0.0))).measure(gray, (30, 20))
    light = 0.02 * (lab[0] + 16) / 3
    assert covariance[0, 0] == pytest.approx((far[0] - near[0]) ** 2 / 4 + light**2, rel=1e-3)


def test_calibrations_survive_files_and_pickles_unchanged(
    calibration: Calibration, photo: sm.Photo, tmp_path: Path
) -> None:
    path = tmp_path / "calibration.json"
    calibration.save(path)
    loaded = sm.load_calibration(path)
    assert loaded == calibration
    assert hash(loaded) == hash(calibration)
    assert loaded.to_json() == path.read_text()
    assert pickle.loads(pickle.dumps(calibration)) == calibration
    assert np.asarray(loaded.to_lab(photo)).tobytes() == np.asarray(calibration.to_lab(photo)).tobytes()
    assert calibration != Calibration.from_json(text(rung="gain", ladder_rung="gain"))
    assert calibration != "calibration"


def test_held_out_errors_are_numpy(calibration: Calibration) -> None:
    error = calibration.held_out
    assert (error.mean, error.p95, error.max, error.skin, error.neutrals) == (1.5, 2.5, 3.0, 1.0, 0.5)
    assert error.patch_ids.tolist() == [2, 3]
    assert error.per_patch.tolist() == [0.0, 3.0]
    assert repr(calibration) == "<Calibration matrix: held-out CIEDE2000 mean 1.50, p95 2.50>"
    assert calibration.flags == ["partial_chart"]


def test_the_report_is_a_dictionary_for_people_and_programs(calibration: Calibration) -> None:
    report = calibration.report()
    assert report["chart"]["id"] == "made"
    assert report["rung"] == "matrix"
    assert report["clipping"] == {"patches": [1], "largest_share": 0.25}
    assert report["patches"][0]["delta_e"] is None
    assert report["rungs"][0]["chosen"] is True
    assert report["tone"][0] == {"gain": 1.0, "slope": 1.0, "curvature": 0.0}
    assert report["offset"] == [0.0, 0.0, 0.0]
    assert report["shading"] == {"light_ratio_across_chart": 1.0, "corrected": False}
    assert report["flags"] == ["partial_chart"]
    assert report["warnings"] == ["small_chart"]


def test_a_damaged_document_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(
        sm.InvalidDocument, match=r"calibration, \$\.format: expected 'shadematch-calibration'"
    ):
        Calibration.from_json(text(format="else"))
    path = tmp_path / "broken.json"
    path.write_text(text(refits=[]))
    with pytest.raises(
        sm.InvalidDocument, match=r"broken\.json, \$\.refits: expected at least 2 refits, got 0"
    ):
        sm.load_calibration(path)
    with pytest.raises(FileNotFoundError):
        sm.load_calibration(tmp_path / "missing.json")


def test_the_rungs_are_named_simplest_first() -> None:
    assert calibration_rungs()[:2] == ["none", "gain"]
    assert len(set(calibration_rungs())) == len(calibration_rungs())


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d["map"]["tone"][0].__setitem__(0, -1e6), r"map\.tone\[0\]\[0\]"),
        (lambda d: d["map"]["matrix"][0].__setitem__(1, 1e308), r"map\.matrix"),
        (lambda d: d["refits"][0].__setitem__("shading", [-1e6, 0.0]), r"refits\[0\]\.shading"),
        (lambda d: d["patches"][0].__setitem__("expected_square", -1.0), "expected_square"),
        (lambda d: d["held_out"].__setitem__("mean", -1.0), r"held_out\.mean"),
        (lambda d: d["frame"]["from_pixels"][0].__setitem__(0, 0.0), r"frame\.from_pixels"),
    ],
)
def test_a_number_that_no_camera_has_is_refused(change: Any, path: str) -> None:
    edited = document()
    change(edited)
    with pytest.raises(sm.InvalidDocument, match=path):
        Calibration.from_json(json.dumps(edited))


def test_the_error_on_skin_is_unknown_if_no_skin_patch_was_seen() -> None:
    partial = document()
    partial["held_out"]["skin"] = None
    calibration = Calibration.from_json(json.dumps(partial))
    assert calibration.held_out.skin is None
    assert json.loads(calibration.to_json())["held_out"]["skin"] is None
