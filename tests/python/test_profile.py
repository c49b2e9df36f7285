# SPDX-License-Identifier: Apache-2.0
"""Exported ICC profiles, read by a program that shares no code with ours."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import photo_files as files
import shadematch as sm
from argyll import lab_of_codes

PHOTOS = Path(__file__).parents[1] / "data" / "charts"


def srgb_codes(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(files.encode(np.clip(linear, 0.0, 1.0), "srgb"), dtype=float)


def opened(name: str) -> tuple[sm.Photo, sm.Chart]:
    photo = sm.read_photo(PHOTOS / f"{name}.jpg")
    return photo, sm.find_chart(photo, f"colorchecker-{name.split('_', maxsplit=1)[0]}")


@pytest.fixture(scope="module", params=["classic_5", "mini_3"])
def pictured(request: pytest.FixtureRequest) -> tuple[sm.Photo, sm.Chart]:
    return opened(request.param)


@pytest.mark.parametrize(
    ("rung", "kind", "limit"),
    [
        ("tone+root-polynomial", "clut", 0.2),
        ("tone+affine", "clut", 0.1),
        ("tone+affine", "matrix", 0.05),
        ("tone+matrix", "matrix", 0.05),
    ],
)
def test_argyll_reads_the_calibration_of_a_real_chart(
    pictured: Any, tmp_path: Path, rung: str, kind: Any, limit: float
) -> None:
    photo, chart = pictured
    calibration = sm.calibrate(chart, rung=rung)
    profile = sm.export_profile(calibration, photo, kind=kind)
    patches = [patch for patch in chart.patches if patch.valid]
    linear = np.array([patch.rgb for patch in patches])
    got = lab_of_codes(profile.bytes, srgb_codes(linear), tmp_path)
    # These rungs have no shading, so place does not matter; the target is 0.5.
    expected = [calibration.measure(patch.rgb, patch.center)[0] for patch in patches]
    off = np.asarray(sm.delta_e_ciede2000(expected, got))
    assert off.shape == (len(patches),)
    assert off.max() < limit


def test_the_codes_of_a_display_p3_file_are_another_profile(tmp_path: Path) -> None:
    light = np.random.default_rng(3).uniform(0.05, 0.4, (24, 3))  # below the chart's white
    photo, chart = opened("mini_3")
    calibration = sm.calibrate(chart, rung="tone+root-polynomial")
    expected = [calibration.measure(rgb, (0, 0))[0] for rgb in light]
    codes = files.encode(light, "p3")
    for file in ("display-p3", files.icc_profile("p3")):
        profile = sm.export_profile(calibration, file)
        got = lab_of_codes(profile.bytes, codes, tmp_path)
        assert np.asarray(sm.delta_e_ciede2000(expected, got)).max() < 0.3
    wrong = lab_of_codes(sm.export_profile(calibration, photo).bytes, codes, tmp_path)
    assert np.asarray(sm.delta_e_ciede2000(expected, wrong)).mean() > 1.0


def test_a_photograph_with_the_exported_profile_in_its_file_needs_no_chart_any_more() -> None:
    photo, chart = opened("mini_3")
    calibration = sm.calibrate(chart, rung="tone+root-polynomial")
    profile = sm.export_profile(calibration, photo)
    again = sm.read_photo(PHOTOS / "mini_3.jpg", profile=profile.bytes)
    assert profile.description.startswith(again.metadata.profile)
    assert chart.photo_sha256[:12] in profile.description
    found = sm.find_chart(again, "colorchecker-mini")
    plain = sm.calibrate(found, rung="none")
    assert plain.held_out.mean == pytest.approx(
        np.mean([row["delta_e"] for row in calibration.report()["patches"]]), abs=0.1
    )
    ours = np.asarray(calibration.to_lab(photo)).reshape(-1, 3)[::997]
    theirs = np.asarray(plain.to_lab(again)).reshape(-1, 3)[::997]
    assert np.percentile(np.asarray(sm.delta_e_ciede2000(ours, theirs)), 99) < 0.2


def test_a_foreign_profile_is_judged_by_the_chart() -> None:
    photo, chart = opened("mini_3")
    fitted = sm.export_profile(sm.calibrate(chart, rung="tone+affine"), photo, kind="matrix").bytes
    errors = []
    for foreign in (files.icc_profile("adobe"), fitted):
        developed = sm.read_photo(PHOTOS / "mini_3.jpg", profile=foreign)
        again = sm.find_chart(developed, "colorchecker-mini")
        error = sm.calibrate(again, rung="none", max_held_out_delta_e=100.0).held_out
        judged = next(rung for rung in sm.calibrate(again).report()["rungs"] if rung["name"] == "none")
        assert judged["mean"] == error.mean
        assert not judged["chosen"]
        errors.append(error.mean)
    assert errors[0] > 8.0
    assert errors[1] < 3.0


def test_a_given_profile_may_be_a_file_and_a_calibration_keeps_to_it(tmp_path: Path) -> None:
    path = tmp_path / "camera.icc"
    path.write_bytes(files.icc_profile("p3"))
    photo = sm.read_photo(PHOTOS / "mini_3.jpg", profile=path)
    assert len(photo.metadata.profile_sha256) == 64
    calibration = sm.calibrate(sm.find_chart(photo, "colorchecker-mini"))
    with pytest.raises(ValueError, match="expected a photo developed with the profile with SHA-256"):
        calibration.to_lab(sm.read_photo(PHOTOS / "mini_3.jpg"))


def test_a_given_profile_replaces_the_one_in_the_file() -> None:
    pixels = np.full((2, 2, 3), 128, dtype=np.uint8)
    pixels[0, 0] = (200, 90, 40)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", icc_profile=files.icc_profile("adobe"))
    photo = sm.read_photo(file.getvalue(), profile=files.icc_profile("p3"))
    assert photo.metadata.profile == "test p3"
    bare = io.BytesIO()
    Image.fromarray(pixels).save(bare, "PNG", icc_profile=files.icc_profile("p3"))
    np.testing.assert_array_equal(photo.rgb, sm.read_photo(bare.getvalue()).rgb)


def test_what_cannot_be_exported_says_why() -> None:
    photo, chart = opened("mini_3")
    calibration = sm.calibrate(chart, rung="tone+root-polynomial")
    with pytest.raises(sm.MeasurementRefused, match="which multiplies channels") as caught:
        sm.export_profile(calibration, photo, kind="matrix")
    assert caught.value.code == "not_a_matrix"
    with pytest.raises(ValueError, match="expected a kind of clut or matrix, got 'table'"):
        sm.export_profile(calibration, photo, kind="table")  # type: ignore[arg-type]
    with pytest.raises(
        ValueError, match=r"export_profile: expected an encoding of unknown, srgb, display-p3"
    ):
        sm.export_profile(calibration, "prophoto")  # type: ignore[arg-type]
    with pytest.raises(sm.UnsupportedImage, match="damaged or not RGB"):
        sm.export_profile(calibration, b"no profile")
