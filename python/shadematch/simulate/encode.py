# SPDX-License-Identifier: Apache-2.0
"""Linear light to a JPEG file, as a camera or a telephone writes it."""

import functools
import io

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from shadematch._broadcast import Floats
from shadematch.color import lab_from_xyz, srgb_from_lab, xyz_from_linear_srgb
from shadematch.simulate.raster import Plane

ENCODINGS = ("srgb", "phone")
_LUT_SIZE = 8192


def filmic(light: Floats, power: float, shoulder: float) -> Floats:
    """S-shaped tone curve of a telephone: (1 + k) x^p / (x^p + k); 0 stays 0 and 1 stays 1."""
    x = np.maximum(light, 0.0) ** power
    return (1.0 + shoulder) * x / (x + shoulder)


def srgb_codes(light: Floats) -> Floats:
    """Code values 0 to 1 of neutral light 0 to 1 by the transfer curve of sRGB."""
    gray = np.repeat(light[:, None], 3, axis=1)
    codes: Floats = srgb_from_lab(lab_from_xyz(xyz_from_linear_srgb(gray)))[:, 1]
    return codes


@functools.lru_cache(maxsize=8)
def _code_table(tone: tuple[float, float] | None) -> npt.NDArray[np.uint8]:
    # The square root grid is dense in the shadows, where the curve is steep.
    light = np.linspace(0.0, 1.0, _LUT_SIZE) ** 2
    toned = light if tone is None else filmic(light, *tone)
    return np.rint(255.0 * srgb_codes(toned)).astype(np.uint8)


def encode_pixels(linear: Plane, tone: tuple[float, float] | None) -> npt.NDArray[np.uint8]:
    """8-bit sRGB codes (h, w, 3) of linear sRGB; clipped to 0..1; `tone` is (power, shoulder) or None."""
    index = np.sqrt(np.clip(linear, 0.0, 1.0)) * np.float32(_LUT_SIZE - 1) + np.float32(0.5)
    return _code_table(tone)[index.astype(np.int32)]


@functools.cache
def srgb_profile() -> bytes:
    """Make an sRGB profile without its date, so that equal pictures are equal files."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    data[84:100] = bytes(16)
    return bytes(data)


def jpeg_bytes(pixels: npt.NDArray[np.uint8], quality: int, subsampling: str) -> bytes:
    """JPEG with the sRGB profile and a description that says it is rendered."""
    exif = Image.Exif()
    exif[0x010E] = "Rendered picture of a simulated scalp with a color chart; no person is shown"
    exif[0x0131] = "shadematch simulate"
    stream = io.BytesIO()
    Image.fromarray(pixels).save(
        stream, "JPEG", quality=quality, subsampling=subsampling, icc_profile=srgb_profile(), exif=exif
    )
    return stream.getvalue()
