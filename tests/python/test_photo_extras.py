# SPDX-License-Identifier: Apache-2.0
"""HEIC and raw through the optional packages."""

import builtins
import io
from typing import Any

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray

import photo_files as files
import shadematch as sm
from shadematch import photo_heic
from synthetic_dng import bayer_dng

SCENE = np.random.default_rng(7).uniform(0.05, 0.9, (2, 3, 3)).repeat(32, axis=0).repeat(32, axis=1)
BLACK, WHITE = 512, 16000


def heic(pixels: NDArray[Any], **options: Any) -> bytes:
    mode = "RGB;16" if pixels.dtype == np.uint16 else "RGB"
    height, width = pixels.shape[:2]
    image = pillow_heif.from_bytes(mode=mode, size=(width, height), data=pixels.tobytes())
    file = io.BytesIO()
    image.save(file, quality=-1, chroma=444, **options)
    return file.getvalue()


def codes(name: str, bits: int) -> NDArray[Any]:
    kind = np.uint8 if bits == 8 else np.uint16
    return np.round(files.encode(SCENE, name) * ((1 << bits) - 1)).astype(kind)


@pytest.mark.parametrize(("bits", "tolerance"), [(8, 0.02), (16, 0.006)])
@pytest.mark.parametrize("name", ["srgb", "p3"])
def test_heic_is_read_with_its_profile_and_all_its_bits(bits: int, tolerance: float, name: str) -> None:
    photo = sm.read_photo(heic(codes(name, bits), icc_profile=files.icc_profile(name)))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=tolerance)
    assert photo.metadata.format == "heic"
    assert photo.metadata.bits_per_sample == (8 if bits == 8 else 10)
    assert photo.metadata.profile == f"test {name}"
    assert not photo.warnings


def test_white_of_a_10_bit_heic_is_one_and_clipped() -> None:
    photo = sm.read_photo(heic(np.full((64, 64, 3), 65535, np.uint16)))
    np.testing.assert_allclose(photo.rgb, 1, atol=1e-6)
    assert (photo.clipping == 7).all()


def test_heic_code_points_count_without_a_profile() -> None:
    p3 = {
        "color_primaries": 12,
        "transfer_characteristics": 13,
        "matrix_coefficients": 6,
        "full_range_flag": 1,
    }
    photo = sm.read_photo(heic(codes("p3", 16), save_nclx_profile=True, **p3))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=0.006)
    assert photo.metadata.profile == "code points 12/13"


@pytest.mark.parametrize("transfer", [16, 18])
def test_heic_of_high_dynamic_range_is_refused(transfer: int) -> None:
    hdr = {"color_primaries": 9, "transfer_characteristics": transfer, "matrix_coefficients": 9}
    data = heic(codes("srgb", 16), save_nclx_profile=True, full_range_flag=1, **hdr)
    with pytest.raises(sm.UnsupportedImage, match="standard range") as caught:
        sm.read_photo(data)
    assert caught.value.code == "hdr_transfer"


def test_heic_is_told_by_content_and_its_exif_kept(tmp_path: Any) -> None:
    block = b"Exif\0\0" + files.exif((0x0112, 3, 1, 6 << 16))
    path = tmp_path / "scalp.jpg"
    path.write_bytes(heic(codes("srgb", 8), exif=block))
    photo = sm.read_photo(path)
    assert photo.metadata.format == "heic"
    assert len(photo.metadata.sha256) == 64
    assert photo.metadata.orientation == 1
    np.testing.assert_allclose(photo.rgb, np.rot90(SCENE, -1), atol=0.02)  # turned once, by libheif


def test_a_damaged_or_oversized_heic_is_refused() -> None:
    data = heic(codes("srgb", 8))
    with pytest.raises(sm.UnsupportedImage, match="complete HEIC file, got a damaged one") as caught:
        sm.read_photo(data[: len(data) // 2])
    assert caught.value.code == "damaged"
    limits = sm.ReadLimits()
    limits.pixels = 1000
    with pytest.raises(sm.LimitExceeded, match="at most 1000 pixels"):
        sm.read_photo(data, limits=limits)
    limits = sm.ReadLimits()
    limits.jpeg_file_bytes = 100
    with pytest.raises(sm.LimitExceeded, match="at most 100 bytes of file"):
        sm.read_photo(data, limits=limits)


def test_transparent_heic_is_refused() -> None:
    with pytest.raises(sm.UnsupportedImage, match="got transparent pixels"):
        photo_heic.opaque_pixels(
            np.dstack([codes("srgb", 8), np.arange(96, dtype=np.uint8)[None].repeat(64, 0)])
        )
    full = np.full(SCENE.shape[:2], 255, np.uint8)
    opaque = photo_heic.opaque_pixels(np.dstack([codes("srgb", 8), full]))
    assert np.array_equal(opaque, codes("srgb", 8))


@pytest.mark.parametrize(("extra", "package"), [("heic", "pillow_heif"), ("raw", "rawpy")])
def test_a_missing_extra_is_named(extra: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = heic(codes("srgb", 8)) if extra == "heic" else bayer_dng(mosaic(), black=BLACK, white=WHITE)
    real_import = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name in {package, f"shadematch.photo_{extra}"}:
            raise ImportError(name)
        return real_import(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(sm.UnsupportedImage, match=rf"pip install shadematch\[{extra}\]") as caught:
        sm.read_photo(data)
    assert caught.value.code == extra


def mosaic(red: int = 2000, green: int = 5000, blue: int = 9000) -> NDArray[np.uint16]:
    """RGGB sensor values; the two greens differ by 100."""
    values = np.zeros((64, 96), np.uint16)
    values[0::2, 0::2], values[1::2, 1::2] = red, blue
    values[0::2, 1::2], values[1::2, 0::2] = green - 50, green + 50
    return values


def test_raw_is_linear_camera_light_between_black_and_white() -> None:
    photo = sm.read_photo(bayer_dng(mosaic(), black=BLACK, white=WHITE))
    assert photo.rgb.shape == (32, 48, 3)
    expected = (np.array([2000, 5000, 9000]) - BLACK) / (WHITE - BLACK)
    np.testing.assert_allclose(photo.rgb[16, 24], expected, rtol=1e-6)
    assert np.array_equal(photo.native, np.eye(3))
    assert not photo.warnings
    assert photo.metadata.format == "raw"
    assert (photo.metadata.make, photo.metadata.model) == ("Test", "Synthetic")
    assert photo.metadata.bits_per_sample == 14
    assert photo.metadata.profile == "linear camera RGB"


def test_raw_keeps_noise_below_black_and_flags_saturation() -> None:
    dark = sm.read_photo(bayer_dng(mosaic(red=BLACK - 100), black=BLACK, white=WHITE))
    np.testing.assert_allclose(dark.rgb[16, 24, 0], -100 / (WHITE - BLACK), rtol=1e-5)
    assert dark.clipping[16, 24] == 8
    bright = sm.read_photo(bayer_dng(mosaic(blue=WHITE), black=BLACK, white=WHITE))
    np.testing.assert_allclose(bright.rgb[16, 24, 2], 1, rtol=1e-6)
    assert bright.clipping[16, 24] == 4


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_raw_comes_out_upright(orientation: int) -> None:
    values = mosaic()
    values[:20, :30] //= 2
    photo = sm.read_photo(bayer_dng(values, black=BLACK, white=WHITE, orientation=orientation))
    reference = sm.read_photo(bayer_dng(values, black=BLACK, white=WHITE)).rgb
    turns = {1: 0, 3: 2, 6: -1, 8: 1}[orientation]
    np.testing.assert_allclose(photo.rgb, np.rot90(reference, turns), atol=1e-6)


def test_a_damaged_or_oversized_raw_is_refused() -> None:
    data = bayer_dng(mosaic(), black=BLACK, white=WHITE)
    with pytest.raises(sm.UnsupportedImage, match="expected a raw file that LibRaw reads") as caught:
        sm.read_photo(b"FUJIFILMCCD-RAW " + data)
    assert caught.value.code == "damaged"
    limits = sm.ReadLimits()
    limits.side = 50
    with pytest.raises(sm.LimitExceeded, match="sides of at most 50 pixels"):
        sm.read_photo(data, limits=limits)
