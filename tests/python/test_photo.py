# SPDX-License-Identifier: Apache-2.0
import hashlib
import io
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, TiffImagePlugin

import photo_files as files
import shadematch as sm

SCENE = np.random.default_rng(7).uniform(0.02, 0.98, (3, 4, 3)).repeat(16, axis=0).repeat(16, axis=1)
SMALL = SCENE[::8, ::8]


def codes(name: str, bits: int, scene: NDArray[np.float64] = SCENE) -> NDArray[np.uint8 | np.uint16]:
    full = (1 << bits) - 1
    rounded = np.round(files.encode(scene, name) * full)
    return rounded.astype(np.uint8 if bits == 8 else np.uint16)


def warning_codes(photo: sm.Photo) -> list[str]:
    return [warning.code for warning in photo.warnings]


def jpeg(pixels: NDArray[np.uint8], **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **{"quality": 100, "subsampling": 0, **options})
    return file.getvalue()


@pytest.mark.parametrize("name", ["srgb", "p3", "adobe"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("kind", ["png", "tiff", "planar", "tiled", "tiled planar"])
def test_one_scene_in_every_encoding_is_the_same_light(name: str, bits: int, kind: str) -> None:
    stored, icc = codes(name, bits), files.icc_profile(name)
    if kind == "png":
        data = files.png(stored, files.iccp(icc))
    else:
        data = files.tiff(stored, icc=icc, planar="planar" in kind, tile=32 if "tiled" in kind else 0)
    photo = sm.read_photo(data)
    assert photo.rgb.dtype == np.float32
    np.testing.assert_allclose(photo.rgb, SCENE, atol=6e-3 if bits == 8 else 1e-4, rtol=0)
    assert photo.metadata.profile == f"test {name}"
    assert photo.metadata.bits_per_sample == bits
    assert not photo.warnings
    expected = np.linalg.inv(files.colorants(name)) @ files.colorants("srgb")
    np.testing.assert_allclose(photo.native, expected, atol=2e-4)


@pytest.mark.parametrize("name", ["srgb", "p3", "adobe"])
def test_a_jpeg_is_read_like_the_png_of_its_pixels(name: str) -> None:
    icc = files.icc_profile(name)
    data = jpeg(codes(name, 8), icc_profile=icc)
    decoded = np.asarray(Image.open(io.BytesIO(data)))
    photo, reference = sm.read_photo(data), sm.read_photo(files.png(decoded, files.iccp(icc)))
    np.testing.assert_allclose(photo.rgb, reference.rgb, atol=0.012)
    np.testing.assert_allclose(photo.rgb, SCENE, atol=0.02)
    assert photo.metadata.format == "jpeg"


def test_a_profile_in_many_jpeg_segments_is_joined() -> None:
    icc = files.icc_profile("p3")
    long = struct.pack(">I", 200_000) + icc[4:] + bytes(200_000 - len(icc))
    photo = sm.read_photo(jpeg(codes("p3", 8), icc_profile=long))
    assert photo.metadata.profile == "test p3"
    np.testing.assert_allclose(photo.rgb, SCENE, atol=0.02)


def test_codes_become_light_by_the_srgb_curve_without_passing_through_8_bits() -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(64, 1024, 1).repeat(3, axis=2)
    photo = sm.read_photo(files.png(ramp, files.chunk(b"sRGB", b"\0")))
    np.testing.assert_allclose(photo.rgb, files.srgb_decode(ramp / 65535), atol=2e-7)
    assert np.array_equal(photo.native, np.eye(3))
    assert not photo.warnings
    assert (np.diff(photo.rgb[..., 0].ravel()) > 0).all()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["png", "tiff", "jpeg", "array"])
def test_every_orientation_comes_out_upright(orientation: int, kind: str) -> None:
    upright = codes("srgb", 8, SCENE if kind == "jpeg" else SMALL)
    stored = files.turned(upright, orientation)
    block = files.exif((274, 3, 1, orientation << 16))
    if kind == "png":
        photo = sm.read_photo(files.png(stored, files.chunk(b"eXIf", block)))
    elif kind == "tiff":
        photo = sm.read_photo(files.tiff(stored, orientation=orientation))
    elif kind == "jpeg":
        photo = sm.read_photo(jpeg(stored, exif=b"Exif\0\0" + block))
    else:
        photo = sm.photo_from_array(stored, orientation=orientation)
    reference = sm.photo_from_array(upright)
    assert (photo.height, photo.width) == upright.shape[:2]
    np.testing.assert_allclose(photo.rgb, reference.rgb, atol=0.02 if kind == "jpeg" else 0)
    if kind != "jpeg":
        assert np.array_equal(photo.clipping, reference.clipping)
    assert photo.metadata.orientation == orientation


def test_clipping_is_told_from_stored_codes() -> None:
    bright = np.array([[[254, 253, 255], [0, 1, 2], [128, 254, 1]]], np.uint8)
    assert sm.read_photo(files.png(bright)).clipping.tolist() == [[1 | 4, 8 | 16, 2 | 32]]
    deep = np.array([[[65208, 65207, 65535], [0, 262, 263]]], np.uint16)
    assert sm.read_photo(files.tiff(deep)).clipping.tolist() == [[1 | 4, 8 | 16]]
    floats = np.array([[[0.995, 0.994, 1.5], [0.004, 0.0041, -0.1]]], np.float32)
    assert sm.read_photo(files.tiff(floats)).clipping.tolist() == [[1 | 4, 8 | 32]]


def test_a_float_tiff_keeps_what_lies_beyond_full_scale() -> None:
    floats = np.array([[[0.25, 1.5, -0.1], [0.5, 0.0, 1.0]]], np.float32)
    photo = sm.photo_from_array(floats, encoding="linear-srgb")
    assert np.array_equal(photo.rgb, floats)
    photo = sm.read_photo(files.tiff(floats))
    assert photo.rgb[0, 0, 1] > 1.9
    np.testing.assert_allclose(photo.rgb[0, 1], files.srgb_decode(floats[0, 1].astype(float)), atol=1e-6)
    assert photo.metadata.bits_per_sample == 32


def test_code_points_outrank_an_embedded_profile() -> None:
    stored = codes("p3", 16)
    cicp = files.chunk(b"cICP", bytes([12, 13, 0, 1]))
    photo = sm.read_photo(files.png(stored, cicp, files.iccp(files.icc_profile("adobe"))))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=1e-4)
    assert photo.metadata.profile == "code points 12/13"


def test_an_embedded_profile_outranks_srgb_and_gamma() -> None:
    gamma = files.chunk(b"gAMA", struct.pack(">I", 100_000))
    photo = sm.read_photo(files.png(codes("adobe", 16), gamma, files.iccp(files.icc_profile("adobe"))))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=1e-4)


def test_gamma_and_chromaticities_are_applied() -> None:
    xy = [*files.D65, *(v for primary in files.PRIMARIES["adobe"] for v in primary)]
    chunks = (
        files.chunk(b"gAMA", struct.pack(">I", round(1e5 / files.ADOBE_GAMMA))),
        files.chunk(b"cHRM", struct.pack(">8I", *(round(v * 1e5) for v in xy))),
    )
    photo = sm.read_photo(files.png(codes("adobe", 16), *chunks))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=1e-4)
    assert not photo.warnings


@pytest.mark.parametrize(
    ("color_space", "index", "name", "warnings"),
    [
        (1, b"R98\0", "srgb", []),
        (0xFFFF, b"R03\0", "adobe", []),
        (0xFFFF, b"R98\0", "srgb", ["profile_missing"]),
    ],
)
def test_exif_says_the_color_space_if_no_profile_does(
    color_space: int, index: bytes, name: str, warnings: list[str]
) -> None:
    interoperability = 8 + 2 + 12 + 4 + 2 + 24 + 4
    sub = [(0xA001, 3, 1, color_space << 16), (0xA005, 4, 1, interoperability)]
    block = files.exif(sub=sub) + struct.pack(">HHHI4sI", 1, 1, 2, 4, index, 0)
    photo = sm.read_photo(files.png(codes(name, 16), files.chunk(b"eXIf", block)))
    np.testing.assert_allclose(photo.rgb, SCENE, atol=1e-4)
    assert warning_codes(photo) == warnings


def test_a_photograph_without_any_profile_is_read_as_srgb_and_says_so() -> None:
    photo = sm.read_photo(files.png(codes("srgb", 8)))
    assert warning_codes(photo) == ["profile_missing"]
    assert photo.metadata.profile == "sRGB (assumed)"


def test_gray_becomes_three_equal_channels_and_says_so() -> None:
    gray = codes("srgb", 8)[..., 0]
    png, negative = files.png(gray, files.chunk(b"sRGB", b"\0")), files.tiff(255 - gray, photometric=0)
    for data in (png, files.tiff(gray), negative):
        photo = sm.read_photo(data)
        assert "grayscale" in warning_codes(photo)
        assert (photo.rgb == photo.rgb[..., :1]).all()
        np.testing.assert_allclose(photo.rgb[..., 0], files.srgb_decode(gray / 255), atol=1e-6)
    with_rgb_profile = sm.read_photo(files.png(gray, files.iccp(files.icc_profile("srgb"))))
    np.testing.assert_allclose(with_rgb_profile.rgb[..., 0], files.srgb_decode(gray / 255), atol=1e-4)


def test_transparent_colors_are_read_but_flagged() -> None:
    opaque = np.dstack([codes("srgb", 16), np.full(SCENE.shape[:2], 65535, np.uint16)])
    assert warning_codes(sm.read_photo(files.png(opaque))) == ["profile_missing"]
    opaque[3, 4, 3] = 60_000
    photo = sm.read_photo(files.png(opaque))
    assert warning_codes(photo) == ["alpha_dropped", "profile_missing"]
    np.testing.assert_allclose(photo.rgb, SCENE, atol=1e-4)


def test_a_palette_and_interlaced_rows_are_expanded() -> None:
    pixels = codes("srgb", 8, SMALL)
    palette = Image.fromarray(pixels).quantize(colors=256)
    file = io.BytesIO()
    palette.save(file, "PNG")
    expected = sm.photo_from_array(np.asarray(palette.convert("RGB")))
    assert np.array_equal(sm.read_photo(file.getvalue()).rgb, expected.rgb)


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_compressed_tiff_files_are_read(compression: str) -> None:
    file = io.BytesIO()
    Image.fromarray(codes("srgb", 8)).save(file, "TIFF", compression=compression)
    assert np.array_equal(sm.read_photo(file.getvalue()).rgb, sm.photo_from_array(codes("srgb", 8)).rgb)


def test_metadata_of_a_camera_is_kept_and_its_position_is_not(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271], exif[272], exif[305], exif[306] = "Maker", "Model 1", "Firmware 2", "2026:05:01 10:11:12"
    sub = exif.get_ifd(0x8769)
    sub[0x829A], sub[0x829D] = TiffImagePlugin.IFDRational(1, 100), TiffImagePlugin.IFDRational(9, 5)
    sub[0x8827], sub[0x9003] = 64, "2026:04:30 09:08:07"
    exif.get_ifd(0x8825)[1] = "N"
    path = tmp_path / "named.png"  # a JPEG: names do not count
    path.write_bytes(jpeg(codes("srgb", 8), exif=exif))
    metadata = sm.read_photo(path).metadata
    assert (metadata.format, metadata.make, metadata.model) == ("jpeg", "Maker", "Model 1")
    assert (metadata.software, metadata.captured_at) == ("Firmware 2", "2026-04-30T09:08:07")
    assert metadata.exposure_time_s == pytest.approx(0.01)
    assert metadata.f_number == pytest.approx(1.8)
    assert metadata.iso == 64
    assert metadata.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not any("gps" in name.lower() for name in dir(metadata))


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_the_hash_of_a_file_is_its_sha256(length: int) -> None:
    data = files.png(codes("srgb", 8, SMALL), files.chunk(b"teSt", bytes(length)))
    assert sm.read_photo(data).metadata.sha256 == hashlib.sha256(data).hexdigest()


def test_pixels_are_shared_with_numpy_and_read_only() -> None:
    photo = sm.read_photo(files.png(codes("srgb", 8)))
    assert np.shares_memory(photo.rgb, photo.rgb)
    assert np.shares_memory(np.asarray(photo), photo.rgb)
    assert np.asarray(photo, dtype=np.float64).dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        photo.rgb[0, 0, 0] = 1
    rgb = photo.rgb
    del photo
    assert np.isfinite(rgb).all()


def test_pillow_agrees_on_the_profile_of_little_cms() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    photo = sm.read_photo(jpeg(codes("srgb", 8), icc_profile=srgb.tobytes()))
    np.testing.assert_allclose(photo.native, np.eye(3), atol=2e-3)
    np.testing.assert_allclose(photo.rgb, SCENE, atol=0.02)


def test_the_order_of_bytes_in_memory_is_of_no_account() -> None:
    codes = np.arange(18, dtype=np.uint16).reshape(2, 3, 3) * 3000
    swapped = sm.photo_from_array(codes.astype(">u2"), encoding="srgb")
    np.testing.assert_array_equal(swapped.rgb, sm.photo_from_array(codes, encoding="srgb").rgb)


def test_the_array_path_refuses_what_it_cannot_mean() -> None:
    with pytest.raises(ValueError, match="expected uint8, uint16 or float pixels, got int64"):
        sm.photo_from_array(np.zeros((2, 2, 3), np.int64))
    with pytest.raises(ValueError, match="expected 1 or 3 channels, got 4"):
        sm.photo_from_array(np.zeros((2, 2, 4), np.uint8))
    with pytest.raises(ValueError, match="expected an encoding of unknown, srgb"):
        sm.photo_from_array(np.zeros((2, 2, 3)), encoding="p3")  # type: ignore[arg-type]
    with pytest.raises(
        TypeError, match=r"photo_from_array: expected an encoding of unknown, .* got NoneType"
    ):
        sm.photo_from_array(np.zeros((2, 2, 3)), encoding=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected an orientation of 1-8, got 9"):
        sm.photo_from_array(np.zeros((2, 2, 3)), orientation=9)
    with pytest.raises(ValueError, match="expected a full_scale of 0 or more, got -1"):
        sm.photo_from_array(np.zeros((2, 2, 3)), full_scale=-1)
    with pytest.raises(sm.UnsupportedImage, match="expected finite samples, got NaN"):
        sm.photo_from_array(np.full((2, 2, 3), np.nan))
