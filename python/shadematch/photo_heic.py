# SPDX-License-Identifier: Apache-2.0
"""HEIC photographs through pillow-heif (extra ``heic``)."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pillow_heif
from numpy.typing import NDArray

from shadematch._core import UnsupportedImage
from shadematch._core import photo as _photo

_UNSPECIFIED, _PQ, _HLG = 2, 16, 18


def decode_heic(
    data: bytes, limits: _photo.ReadLimits, profile: _photo.IccProfile | None = None
) -> _photo.Photo:
    """Decode the primary picture; gain maps are ignored, libheif has already turned it upright."""
    try:
        image: Any = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=False)
        width, height = image.size
        _photo.check_photo_size("heic", len(data), width, height, limits)
        encoding = _encoding(image.info)
        pixels = np.asarray(image)
    except (ValueError, RuntimeError, OSError, EOFError, SyntaxError) as error:
        if hasattr(error, "code"):
            raise
        raise _refusal("damaged", f"expected a complete HEIC file, got a damaged one ({error})") from error
    bits = int(image.info.get("bit_depth") or 8)
    options = _photo.ArrayOptions()
    options.encoding = encoding
    options.profile = profile
    options.limits = limits
    options.format = "heic"
    options.bits_per_sample = bits
    # pillow-heif shifts 10 and 12 bits up to 16, so white is not 65535.
    options.full_scale = float(((1 << bits) - 1) << (16 - bits)) if pixels.dtype == np.uint16 else 255.0
    exif = (image.info.get("exif") or b"").removeprefix(b"Exif\0\0")
    return _photo.photo_from_array(opaque_pixels(pixels), options, exif, data)


def _encoding(info: dict[str, Any]) -> _photo.NamedEncoding | _photo.IccProfile | _photo.CodingPoints:
    points = info.get("nclx_profile") or {}
    primaries = int(points.get("color_primaries", _UNSPECIFIED))
    transfer = int(points.get("transfer_characteristics", _UNSPECIFIED))
    icc = info.get("icc_profile")
    if icc and transfer not in {_PQ, _HLG}:
        return _photo.IccProfile(icc)
    if (primaries, transfer) == (_UNSPECIFIED, _UNSPECIFIED):
        return _photo.NamedEncoding.UNKNOWN
    return _photo.CodingPoints(primaries, transfer)


def opaque_pixels(pixels: NDArray[Any]) -> NDArray[Any]:
    """Pixels without their alpha channel, which must say nothing."""
    if pixels.ndim == 3 and pixels.shape[2] in {2, 4}:
        if (pixels[..., -1] < pixels[..., -1].max()).any():
            raise _refusal("alpha", "expected an opaque HEIC photograph, got transparent pixels")
        pixels = pixels[..., :-1]
        pixels = pixels[..., 0] if pixels.shape[2] == 1 else pixels
    return np.ascontiguousarray(pixels)


def _refusal(code: str, message: str) -> UnsupportedImage:
    advice = "Export the photograph as JPEG"
    error = UnsupportedImage(f"read_photo: {message}. {advice}")
    error.code, error.advice = code, advice
    return error
