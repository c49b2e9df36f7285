# SPDX-License-Identifier: Apache-2.0
"""The whole way to Lab does not depend on how the file stores the photograph."""

import json
from functools import cache
from importlib.resources import files as resources

import numpy as np
import pytest
from PIL import Image

import photo_files as files
import shadematch as sm

DEMO = resources("shadematch") / "data" / "demo"


@cache
def original() -> files.Array:
    """The photograph in continuous tones, linear: each 8-bit code is spread over the light it stands for."""
    with (DEMO / "demo_scalp.jpg").open("rb") as file:
        codes = np.asarray(Image.open(file).convert("RGB"))
    spread = np.random.default_rng(1).uniform(-0.5, 0.5, codes.shape)
    return files.srgb_decode(np.clip(codes + spread, 0, 255) / 255)


@cache
def stored(name: str, bits: int) -> files.Array:
    codes = np.round(files.encode(original(), name) * ((1 << bits) - 1))
    return codes.astype(np.uint8 if bits == 8 else np.uint16)


@cache
def region(name: str) -> list[tuple[float, float]]:
    truth = json.loads((DEMO / "demo_scalp.json").read_text(encoding="utf-8"))
    return [tuple(vertex) for vertex in truth["regions"][name]["polygon"]]


def readings(data: bytes) -> dict[str, files.Array]:
    photo = sm.read_photo(data)
    lab = sm.calibrate(sm.find_chart(photo, "colorchecker-classic")).to_lab(photo)
    return {name: sm.measure(lab, region(name)).lab for name in ("stubble", "scalp")}


@cache
def reference(bits: int = 16) -> dict[str, files.Array]:
    return readings(files.png(stored("srgb", bits), files.iccp(files.icc_profile("srgb"))))


@pytest.mark.parametrize("name", ["srgb", "p3", "adobe"])
@pytest.mark.parametrize("bits", [8, 16])
def test_encoding_and_depth_of_the_file_do_not_change_the_lab(name: str, bits: int) -> None:
    got = readings(files.png(stored(name, bits), files.iccp(files.icc_profile(name))))
    for surface, expected in reference().items():
        assert sm.delta_e_ciede2000(got[surface], expected) <= 0.3, surface


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_the_file_does_not_change_the_lab(orientation: int) -> None:
    turned = files.turned(stored("srgb", 8), orientation)
    profile = files.iccp(files.icc_profile("srgb"))
    tag = files.chunk(b"eXIf", files.exif((274, 3, 1, orientation << 16)))
    got = readings(files.png(turned, profile, tag))
    for surface, expected in reference(8).items():
        np.testing.assert_array_equal(got[surface], expected)
