# SPDX-License-Identifier: Apache-2.0
"""The chart in one photograph, the scalp in the next."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

import shadematch as sm
from command_line import HAIR, SCALP, document, run
from shadematch.cli.failure import ExitCode
from shadematch.demo import scalp_regions
from shadematch.simulate import draw_design, render

SETTINGS: dict[int, Any] = {
    0x829A: IFDRational(1, 60),
    0x829D: IFDRational(9, 5),
    0x8827: 100,
    0xA403: 1,
    0x920A: IFDRational(69, 10),
    0xA434: "Wide",
}
EXPOSURE, F_NUMBER, ISO, WHITE_BALANCE, FOCAL, LENS = SETTINGS
WHITE_PATCH = 19


def second(gain: Any = 1.0, *, make: str = "Maker", **changes: Any) -> bytes:
    """The demonstration photograph again, with other settings and exposure, as PNG."""
    codes = np.asarray(sm.read_photo(SCALP).rgb) * np.asarray(gain)
    return with_settings(encode(codes), make=make, **changes)


def encode(codes: np.ndarray) -> Image.Image:
    encoded = np.where(codes > 0.0031308, 1.055 * np.maximum(codes, 1e-9) ** (1 / 2.4) - 0.055, 12.92 * codes)
    return Image.fromarray(np.rint(255 * np.clip(encoded, 0, 1)).astype(np.uint8))


def with_settings(image: Image.Image, *, make: str = "Maker", **changes: Any) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = make, "Phone 1"
    directory = SETTINGS | {int(key[1:]): value for key, value in changes.items()}
    exif.get_ifd(0x8769).update({key: value for key, value in directory.items() if value is not None})
    file = io.BytesIO()
    image.save(file, "PNG", exif=exif)
    return file.getvalue()


def tag(number: int, value: Any) -> dict[str, Any]:
    return {f"t{number}": value}


@pytest.fixture(scope="module")
def first() -> tuple[sm.Photo, sm.Calibration, tuple[float, float, float, float]]:
    photo = sm.read_photo(second())
    chart = sm.find_chart(photo)
    x, y = chart.centers[WHITE_PATCH]
    half = 0.2 * chart.pitch_px
    return photo, sm.calibrate(chart), (x - half, y - half, 2 * half, 2 * half)


def test_settings_are_read_from_exif() -> None:
    metadata = sm.read_photo(second()).metadata
    assert (metadata.lens, metadata.white_balance) == ("Wide", "manual")
    assert metadata.focal_length_mm == pytest.approx(6.9)


def test_a_second_shot_agrees_and_is_less_certain(first: Any) -> None:
    photo, calibration, _ = first
    scalp = scalp_regions()["scalp"]
    one = sm.measure(calibration.to_lab(photo), scalp)
    image = calibration.to_lab(sm.read_photo(second()), two_shot=True)
    two = sm.measure(image, scalp)
    assert image.calibration.flags[-1:] == ["two_shot"]
    # The shading plane of the first photograph, if any, belongs to its pixels: small differences remain.
    np.testing.assert_allclose(two.lab, one.lab, atol=2.0)
    rgb, at = photo.rgb[900, 900], sm.find_chart(photo).centers.mean(axis=0)
    added = image.calibration.measure(rgb, at)[1] - calibration.measure(rgb, at)[1]
    assert np.linalg.eigvalsh(added).min() > 0.1


@pytest.mark.parametrize(
    ("photo", "code", "expected"),
    [
        (second(make="Other"), "camera_differs", r"camera make .* 'Maker', got 'Other'"),
        (second(**tag(LENS, "Tele")), "lens_differs", r"lens .* 'Wide', got 'Tele'"),
        (second(**tag(FOCAL, IFDRational(9, 1))), "lens_differs", r"focal length .* 6.9 mm, got 9 mm"),
        (
            second(**tag(EXPOSURE, IFDRational(1, 30))),
            "exposure_differs",
            r"exposure time .* 0.0167 s, got 0.0333 s",
        ),
        (second(**tag(F_NUMBER, IFDRational(14, 5))), "exposure_differs", r"f-number .* 1.8, got 2.8"),
        (second(**tag(ISO, 200)), "exposure_differs", r"sensitivity .* 100 ISO, got 200 ISO"),
        (second(**tag(WHITE_BALANCE, 0)), "white_balance_differs", r"'manual', got 'auto'"),
    ],
)
def test_other_settings_are_refused(first: Any, photo: bytes, code: str, expected: str) -> None:
    with pytest.raises(sm.MeasurementRefused, match=expected) as refusal:
        first[1].to_lab(sm.read_photo(photo), two_shot=True)
    assert refusal.value.code == code and refusal.value.advice


def test_missing_settings_are_flagged(first: Any) -> None:
    photo = sm.read_photo(second(**tag(ISO, None)))
    assert "capture_unknown" in first[1].to_lab(photo, two_shot=True).calibration.flags


def test_a_gray_in_both_makes_up_for_another_exposure_of_a_bent_picture() -> None:
    design = draw_design(4, width=800, height=600, encoding="phone", white_level=0.8, glare_spots=0)
    scene, darker_scene = render(design), render(replace(design, white_level=0.5))
    photo = sm.read_photo(with_settings(Image.fromarray(scene.pixels)))
    darker = sm.read_photo(
        with_settings(Image.fromarray(darker_scene.pixels), **tag(EXPOSURE, IFDRational(1, 96)))
    )
    chart = sm.find_chart(photo)
    x, y = chart.centers[20]
    half = 0.25 * chart.pitch_px
    gray = (x - half, y - half, 2 * half, 2 * half)
    calibration = sm.calibrate(chart)
    scalp = scene.truth["regions"]["scalp"]["polygon"]
    one = sm.measure(calibration.to_lab(photo, two_shot=True), scalp)
    image = calibration.with_gray(photo, gray).to_lab(darker, two_shot=True, gray=gray)
    two = sm.measure(image, scalp)
    np.testing.assert_allclose(two.lab, one.lab, atol=1.0)
    assert two.lab_se[0] > one.lab_se[0]
    assert image.photo.flattened_by is not None and image.photo.flattened_by.kind == "even"


@pytest.mark.parametrize(
    ("gain", "changes", "code"),
    [
        (0.4, {}, "gray_implausible"),
        (0.6, tag(EXPOSURE, None), "done"),
        (0.4, tag(EXPOSURE, None), "gray_implausible"),
        ([1.0, 0.85, 0.7], tag(EXPOSURE, None), "gray_chroma_moved"),
    ],
)
def test_a_gray_that_cannot_be_is_refused(first: Any, gain: Any, changes: Any, code: str) -> None:
    photo, calibration, gray = first
    known = calibration.with_gray(photo, gray)
    other = sm.read_photo(second(gain, **changes))
    if code == "done":
        known.to_lab(other, two_shot=True, gray=gray)
        return
    with pytest.raises(sm.MeasurementRefused) as refusal:
        known.to_lab(other, two_shot=True, gray=gray)
    assert refusal.value.code == code and refusal.value.advice


def test_a_gray_is_known_plain_and_large_enough(first: Any) -> None:
    photo, calibration, (x, y, w, h) = first
    with pytest.raises(sm.MeasurementRefused, match="a calibration that knows the gray"):
        calibration.to_lab(photo, two_shot=True, gray=(x, y, w, h))
    with pytest.raises(sm.MeasurementRefused, match="a gray of at least 64 pixels"):
        calibration.with_gray(photo, (x, y, 5, 5))
    with pytest.raises(sm.MeasurementRefused, match="a plain gray, got a texture"):
        calibration.with_gray(photo, (x - 2.5 * w, y, 6 * w, 6 * h))
    with pytest.raises(ValueError, match="two_shot=True with a gray"):
        calibration.to_lab(photo, gray=(x, y, w, h))


def test_another_size_is_welcome_in_a_second_shot(first: Any) -> None:
    small = sm.photo_from_array(first[0].rgb[:300, :400], encoding="linear-srgb")
    with pytest.raises(ValueError, match="like the one with the chart"):
        first[1].to_lab(small)
    assert first[1].to_lab(small, two_shot=True).width == 400


def test_the_command_line_takes_two_shots(tmp_path: Path, first: Any) -> None:
    one, two, saved = tmp_path / "one.png", tmp_path / "two.png", tmp_path / "light.json"
    one.write_bytes(second())
    two.write_bytes(second(0.98))
    gray = ",".join(str(value) for value in first[2])
    assert run("calibrate", one, "-o", saved, "--gray", gray).exit_code == ExitCode.DONE
    measure: list[str | Path] = ["--region", f"hair={HAIR}", "--calibration", saved, "--json"]
    found = document("measure", run("measure", two, *measure, "--gray", gray))
    assert "two_shot" in found["calibration"]["flags"]
    assert found["light"]["kind"] == "even"
    same = document("measure", run("measure", one, *measure))
    assert "two_shot" not in same["calibration"]["flags"] and same["light"] is None


def test_the_command_line_divides_the_light_out(tmp_path: Path) -> None:
    codes = np.full((1200, 1600, 3), 190, np.uint8)
    flat, saved = tmp_path / "flat.png", tmp_path / "light.json"
    Image.fromarray(codes).save(flat)
    result = run("calibrate", SCALP, "-o", saved, "--flat", flat, "--json")
    assert document("calibrate", result)["light"]["kind"] == "flat"
    measure: list[str | Path] = ["measure", SCALP, "--region", f"hair={HAIR}", "--json"]
    found = document("measure", run(*measure, "--flat", flat))
    again = document("measure", run(*measure, "--calibration", saved))
    assert found["regions"] == again["regions"] and again["light"] == found["light"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--flat", "a.jpg", "--paper", "1,1,9,9"], "one of --flat and --paper"),
        (["--flat", "a.jpg", "--calibration", "b.json"], "holds its light already"),
        (["--gray", "1,1,9,9"], "expected --calibration with it"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: list[str], message: str) -> None:
    result = run("measure", SCALP, "--region", f"hair={HAIR}", *options)
    assert result.exit_code == ExitCode.USAGE
    assert message in " ".join(result.output.replace("│", " ").split())
