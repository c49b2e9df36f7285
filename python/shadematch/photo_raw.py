# SPDX-License-Identifier: Apache-2.0
"""Raw photographs through rawpy (extra ``raw``): linear light of the camera's own channels, half size."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import rawpy
from numpy.typing import NDArray

from shadematch._core import UnsupportedImage
from shadematch._core import photo as _photo

_RGB = 3


def decode_raw(
    data: bytes, limits: _photo.ReadLimits, profile: _photo.IccProfile | None = None
) -> _photo.Photo:
    """Decode sensor values; white balance and the camera's matrices are left to the chart."""
    try:
        with rawpy.RawPy() as raw:
            raw.open_buffer(io.BytesIO(data))
            _photo.check_photo_size("raw", len(data), raw.sizes.raw_width, raw.sizes.raw_height, limits)
            raw.unpack()
            linear = linear_camera_rgb(raw)
            bits = int(raw.white_level).bit_length()
    except rawpy.LibRawError as error:
        advice = "Copy the file again, or export the photograph as 16-bit TIFF"
        refusal = UnsupportedImage(
            f"read_photo: expected a raw file that LibRaw reads, got {error}. {advice}"
        )
        refusal.code, refusal.advice = "damaged", advice
        raise refusal from error
    options = _photo.ArrayOptions()
    options.encoding = _photo.NamedEncoding.CAMERA_LINEAR
    options.profile = profile
    options.limits = limits
    options.format = "raw"
    options.bits_per_sample = bits
    exif = data if data[:4] in {b"II*\0", b"MM\0*"} else b""
    return _photo.photo_from_array(linear, options, exif, data)


def linear_camera_rgb(raw: Any) -> NDArray[np.float32]:
    """(h / 2, w / 2, 3): 0 is black and 1 is saturation in every channel.

    `raw` is an unpacked ``rawpy.RawPy``. LibRaw would cut values below black off, so black is subtracted
    here; its levels are read first because ``postprocess`` changes them.
    """
    black = np.asarray(raw.black_level_per_channel, dtype=float)
    white = np.asarray(raw.camera_white_level_per_channel or [raw.white_level] * 4, dtype=float)
    white = np.where(white > black, white, float(raw.white_level))
    codes = raw.postprocess(
        output_color=rawpy.ColorSpace.raw,
        gamma=(1, 1),
        no_auto_bright=True,
        no_auto_scale=True,
        user_wb=[1.0, 1.0, 1.0, 1.0],
        adjust_maximum_thr=0.0,
        output_bps=16,
        half_size=True,
        user_black=0,
        user_cblack=[0, 0, 0, 0],
    )
    black, white = _three(black), _three(white)
    linear = (np.asarray(codes[..., :_RGB], dtype=float) - black) / (white - black)
    return np.asarray(linear, dtype=np.float32)


def _three(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Levels of R, G, B from those of R, G, B, second G: a half-size pixel averages the two greens."""
    second = levels[3] if len(levels) > _RGB and levels[3] > 0 else levels[1]
    return np.array([levels[0], (levels[1] + second) / 2, levels[2]])
