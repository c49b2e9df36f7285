# SPDX-License-Identifier: Apache-2.0
"""Damaged and oversized photographs: the right refusal with the right words, at once."""

import io
import resource
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import photo_files as files
import shadematch as sm

NOISE = np.random.default_rng(3).integers(0, 256, (96, 128, 3), dtype=np.uint8)


def jpeg(pixels: NDArray[np.uint8] = NOISE, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **options)
    return file.getvalue()


def pillow(kind: str, mode: str) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (16, 16)).save(file, kind)
    return file.getvalue()


def warning_codes(photo: sm.Photo) -> list[str]:
    return [warning.code for warning in photo.warnings]


def with_sof(data: bytes, offset: int, value: bytes) -> bytes:
    at = data.index(b"\xff\xc0") + offset
    return data[:at] + value + data[at + len(value) :]


def without_scans(data: bytes, keep: int) -> bytes:
    """A progressive JPEG cut before its scan number `keep`."""
    at = -1
    for _ in range(keep + 1):
        at = data.index(b"\xff\xda", at + 1)
    return data[:at]


DEEP = np.zeros((8, 8, 3), np.uint16)
PNG = files.png(NOISE)
TIFF = files.tiff(NOISE)

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "empty", "expected a photograph, got 0 bytes"),
    "garbage": (
        lambda: b"not a photograph at all",
        "unknown_format",
        "JPEG, PNG or TIFF, got bytes",
    ),
    "jpeg of two bytes": (lambda: b"\xff\xd8\xff", "truncated", "expected a JPEG frame header, got none"),
    "jpeg cut": (
        lambda: jpeg()[:-2000],
        "truncated",
        "complete JPEG file, got one that ends early",
    ),
    "jpeg cut in half": (lambda: jpeg()[: len(jpeg()) // 2], "truncated", "got one that ends early"),
    "progressive cut": (lambda: without_scans(jpeg(progressive=True), 6), "truncated", "ends early"),
    "jpeg damaged": (
        lambda: damage(jpeg()),
        "damaged",
        "complete JPEG file, got one that is damaged",
    ),
    "jpeg 12 bit": (lambda: with_sof(jpeg(), 4, b"\x0c"), "bit_depth", "8 bits a sample, got 12"),
    "jpeg cmyk": (lambda: pillow("JPEG", "CMYK"), "cmyk", "expected a gray or RGB JPEG file, got CMYK"),
    "png header only": (lambda: PNG[:12], "truncated", "expected a PNG header, got 12 bytes"),
    "png cut": (lambda: PNG[:-5000], "truncated", "complete PNG file, got one that ends early"),
    "png without end": (
        lambda: PNG[:-12],
        "truncated",
        "complete PNG file, got one that ends early",
    ),
    "png damaged": (lambda: damage(PNG), "damaged", "complete PNG file, got one that is damaged"),
    "png empty": (
        lambda: files.png(NOISE, size=(0, 4)),
        "damaged",
        "an image with pixels, got 0 x 4",
    ),
    "tiff cmyk": (lambda: pillow("TIFF", "CMYK"), "cmyk", "expected a gray or RGB TIFF file .* got CMYK"),
    "tiff lab": (lambda: pillow("TIFF", "LAB"), "lab", "got CIE Lab"),
    "tiff palette": (lambda: pillow("TIFF", "P"), "palette", "got a color palette"),
    "tiff ycbcr": (lambda: files.tiff(NOISE, photometric=6), "ycbcr", "got YCbCr"),
    "tiff bilevel": (lambda: pillow("TIFF", "1"), "bit_depth", "got 1 bits of sample format 1"),
    "tiff compression": (lambda: files.tiff(NOISE, compression=7), "compression", "got compression 7"),
    "tiff see-through": (
        lambda: files.tiff(np.dstack([DEEP, DEEP])[..., :4]),
        "alpha",
        "got transparent pixels",
    ),
    "tiff too many channels": (lambda: files.tiff(np.dstack([DEEP, DEEP])), "channels", "got 6 channels"),
    "tiff cut": (lambda: TIFF[:1000], "truncated", "complete TIFF file, got one that ends early"),
    "tiff larger than its file": (
        lambda: files.tiff(NOISE, height=5000),
        "truncated",
        "expected 1920000 bytes",
    ),
    "tiff of a number": (lambda: b"II*\0\xff\xff\xff\xff", "truncated", "expected a complete TIFF file"),
    "tiff not finite": (
        lambda: files.tiff(np.full((2, 2, 3), np.inf, np.float32)),
        "not_finite",
        "expected finite samples",
    ),
    "pq": (lambda: hdr(16), "hdr_transfer", "expected a photograph of standard range, got PQ"),
    "hlg": (lambda: hdr(18), "hdr_transfer", "got HLG high dynamic range"),
}


def hdr(transfer: int) -> bytes:
    return files.png(NOISE, files.chunk(b"cICP", bytes([9, transfer, 0, 1])))


def damage(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + b"\xff\x01\xff\x3d\xff\x11" + data[middle + 6 :]


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_photograph_is_refused_in_words(name: str) -> None:
    make, code, words = REFUSED[name]
    with pytest.raises(sm.UnsupportedImage, match=words) as caught:
        sm.read_photo(make())
    assert caught.value.code == code
    assert caught.value.advice in str(caught.value)
    assert caught.value.advice


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(sm.UnsupportedImage, match=r"none\.jpg: expected a file") as caught:
        sm.read_photo(tmp_path / "none.jpg")
    assert caught.value.code == "unreadable"
    with pytest.raises(sm.UnsupportedImage, match="expected a file"):
        sm.read_photo(tmp_path)


def bomb_png(width: int, height: int, bits: int, color: int, zeros: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    packer = zlib.compressobj(9)
    data = packer.compress(bytes(zeros)) + packer.flush()
    body = files.chunk(b"IHDR", head) + files.chunk(b"IDAT", data) + files.chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def many_scans(count: int) -> bytes:
    data = jpeg(progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * count + b"\xff\xd9"


LIMITS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "huge png": (
        lambda: files.png(NOISE, size=(100_000, 100_000)),
        "side",
        "expected sides of at most 20000 pixels, got 100000 x 100000",
    ),
    "one-bit png of 900 MP": (lambda: bomb_png(30_000, 30_000, 1, 0, 100), "side", "30000 x 30000"),
    "png of 100 MP": (
        lambda: bomb_png(10_000, 10_000, 8, 2, 100),
        "pixels",
        "at most 80000000 pixels, got 10000 x 10000 = 100000000",
    ),
    "deflate bomb": (lambda: bomb_png(8_900, 8_900, 16, 2, 1_000_000), "decoded_ratio", "at most 200 times"),
    "four channels of one color": (lambda: bomb_png(8_900, 8_900, 16, 6, 10), "decoded_ratio", "633680000"),
    "jpeg of 65500": (
        lambda: with_sof(jpeg(), 5, struct.pack(">HH", 65_500, 65_500)),
        "side",
        "65500 x 65500",
    ),
    "many scans": (lambda: many_scans(1000), "jpeg_scans", "at most 256 scans in a JPEG file, got 257"),
    "scans of many pixels": (
        lambda: big_progressive(8_000),
        "jpeg_scan_pixels",
        "at most 1000000000 pixels times scans",
    ),
    "icc bomb": (
        lambda: files.png(NOISE, files.iccp(bytes(50_000_000))),
        "icc_bytes",
        "at most 4000000 bytes of ICC profile",
    ),
    "long jpeg profile": (
        lambda: jpeg(icc_profile=bytes(4_100_000)),
        "icc_bytes",
        "at most 4000000 bytes of ICC profile",
    ),
    "long exif": (
        lambda: files.png(NOISE, files.chunk(b"eXIf", b"MM\0*" + bytes(70_000))),
        "exif_bytes",
        "at most 65536 bytes of EXIF data, got 70004",
    ),
    "huge tiff": (lambda: files.tiff(NOISE, width=100_000), "side", "100000 x 96"),
    "tiff bomb": (
        lambda: files.tiff(DEEP, width=8_900, height=8_900, compression=8),
        "decoded_ratio",
        "200 times",
    ),
}


def big_progressive(side: int) -> bytes:
    data = many_scans(100)
    at = data.index(b"\xff\xc2") + 5
    return data[:at] + struct.pack(">HH", side, side) + data[at + 4 :]


@pytest.mark.parametrize("name", LIMITS)
def test_a_bomb_is_refused_before_it_costs_memory(name: str) -> None:
    make, code, words = LIMITS[name]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(sm.LimitExceeded, match=words) as caught:
        sm.read_photo(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert caught.value.code == code
    assert f"ReadLimits.{code}" in str(caught.value)


def test_a_file_larger_than_its_limit_is_not_read(tmp_path: Path) -> None:
    limits = sm.ReadLimits()
    assert (limits.jpeg_file_bytes, limits.other_file_bytes) == (40_000_000, 256_000_000)
    limits.jpeg_file_bytes = 1000
    with pytest.raises(sm.LimitExceeded, match="at most 1000 bytes of file") as caught:
        sm.read_photo(jpeg(), limits=limits)
    assert caught.value.code == "jpeg_file_bytes"
    path = tmp_path / "big.png"
    path.write_bytes(PNG)
    limits.other_file_bytes = 1000
    with pytest.raises(sm.LimitExceeded, match=r"big\.png: expected at most 1000 bytes of file"):
        sm.read_photo(path, limits=limits)


CROSSED = np.array([[3, -2, 0], [-2, 3, 0], [0, 0, 1]])
BROKEN_PROFILES: dict[str, bytes] = {
    "cut": files.icc_profile("p3")[:200],
    "garbage": bytes(range(256)) * 4,
    "printer": files.icc_profile("p3").replace(b"mntr", b"prtr"),
    "gray for color": files.icc_profile("p3").replace(b"RGB ", b"GRAY"),
    "white too bright": files.icc_profile("p3", matrix=files.colorants("p3") * 1.2),
    "white too dark": files.icc_profile("p3", matrix=files.colorants("p3") * 0.9),
    "gray axis colored": files.icc_profile("p3", matrix=files.colorants("p3") @ np.diag([1.1, 1.0, 0.9])),
    "out of range": files.icc_profile("p3", matrix=files.colorants("p3") @ CROSSED),
    "singular": files.icc_profile("p3", matrix=np.full((3, 3), 1 / 3)),
}


@pytest.mark.parametrize("name", BROKEN_PROFILES)
@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_an_unusable_profile_is_ignored_and_said(name: str, kind: str) -> None:
    icc = BROKEN_PROFILES[name]
    make = {
        "png": lambda: files.png(NOISE, files.iccp(icc)),
        "jpeg": lambda: jpeg(NOISE // 16 * 16, icc_profile=icc),
        "tiff": lambda: files.tiff(NOISE, icc=icc),
    }
    photo = sm.read_photo(make[kind]())
    assert warning_codes(photo) == ["profile_invalid"]
    assert photo.metadata.profile == "sRGB (assumed)"
    if kind != "jpeg":
        assert np.array_equal(photo.rgb, sm.photo_from_array(NOISE).rgb)


def test_damaged_color_chunks_do_not_pass_as_none() -> None:
    broken = bytearray(files.iccp(files.icc_profile("p3")))
    broken[-1] ^= 1
    assert "profile_invalid" in warning_codes(sm.read_photo(files.png(NOISE, bytes(broken))))
    limited_range = files.chunk(b"cICP", bytes([1, 13, 0, 0]))
    assert warning_codes(sm.read_photo(files.png(NOISE, limited_range))) == ["profile_invalid"]
    unknown = files.chunk(b"cICP", bytes([99, 13, 0, 1]))
    assert warning_codes(sm.read_photo(files.png(NOISE, unknown))) == ["profile_invalid"]


def test_a_tiff_cut_inside_its_profile_is_refused() -> None:
    data = files.tiff(NOISE, icc=files.icc_profile("p3"))
    with pytest.raises(sm.UnsupportedImage, match="got one that ends early"):
        sm.read_photo(data[:-20])


def test_a_jpeg_profile_with_a_missing_part_is_ignored_and_said() -> None:
    data = jpeg(icc_profile=files.icc_profile("p3"))
    at = data.index(b"ICC_PROFILE\0") + 13
    assert warning_codes(sm.read_photo(data[:at] + b"\x02" + data[at + 1 :])) == ["profile_invalid"]


def test_phone_files_with_small_faults_are_read_and_flagged() -> None:
    plain = sm.read_photo(jpeg())
    without_end = sm.read_photo(jpeg()[:-2])
    assert warning_codes(without_end) == ["missing_end", "profile_missing"]
    assert np.array_equal(without_end.rgb, plain.rgb)
    surplus = sm.read_photo(jpeg()[:-2] + bytes(7) + b"\xff\xd9")
    assert warning_codes(surplus) == ["surplus_bytes", "profile_missing"]
    trailer = sm.read_photo(jpeg() + b"trailer of a phone" * 1000 + jpeg())
    assert warning_codes(trailer) == ["profile_missing"]
    progressive = sm.read_photo(jpeg(progressive=True)[:-2])
    assert warning_codes(progressive) == ["missing_end", "profile_missing"]


def loop_exif() -> bytes:
    """The EXIF directory points at the main directory, which points at itself."""
    return files.exif((0x8769, 4, 1, 8), (0xA005, 4, 1, 8), (274, 3, 1, 6 << 16))


@pytest.mark.parametrize(
    ("block", "orientation"),
    [
        (loop_exif(), 6),
        (b"MM\0*" + struct.pack(">I", 0xFFFFFFF0), 1),
        (b"MM\0*" + struct.pack(">IH", 8, 65535) + bytes(100), 1),
        (files.exif((274, 3, 1, 9 << 16)), 1),
        (files.exif((271, 2, 0xFFFFFFFF, 8), (0x8769, 4, 1, 0xFFFFFFFF)), 1),
        (b"??", 1),
    ],
)
def test_crooked_exif_is_survived(block: bytes, orientation: int) -> None:
    photo = sm.read_photo(files.png(NOISE, files.chunk(b"eXIf", block)))
    assert photo.metadata.orientation == orientation
    assert ("exif_invalid" in warning_codes(photo)) == (orientation == 1)


@pytest.mark.parametrize("bits", [8, 16])
def test_a_flat_chart_of_12_megapixels_opens(bits: int) -> None:
    flat = np.full((3000, 4000, 3), 77, np.uint8 if bits == 8 else np.uint16)
    data = files.png(flat)
    assert flat.nbytes / len(data) > 200
    assert sm.read_photo(data).width == 4000
