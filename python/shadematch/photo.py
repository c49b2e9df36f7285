# SPDX-License-Identifier: Apache-2.0
"""Photographs as linear light, whatever file they come in."""

from __future__ import annotations

import os
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from shadematch._core import UnsupportedImage
from shadematch._core import photo as _photo
from shadematch._core.photo import Photo, PhotoMetadata, PhotoWarning, ReadLimits

__all__ = ["Photo", "PhotoMetadata", "PhotoWarning", "ReadLimits", "photo_from_array", "read_photo"]

Encoding = (
    Literal["unknown", "srgb", "display-p3", "adobe-rgb", "linear-srgb", "camera-linear"]
    | bytes
    | tuple[int, int]
)
_DISPLAY_P3 = (12, 13)
"""Primaries of Display P3 with the transfer of sRGB [itu-h273]."""


def read_photo(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview,
    *,
    limits: ReadLimits | None = None,
    profile: str | os.PathLike[str] | bytes | None = None,
) -> Photo:
    """Read a photograph: JPEG, PNG, TIFF; HEIC and raw with the extras ``heic`` and ``raw``.

    The kind is told by content, never by name. Pixels come out upright and as linear light: the embedded
    color profile is applied, and EXIF orientation once.

    Parameters
    ----------
    source
        Path of a file, or its bytes.
    limits
        Largest input that is read; the defaults suit photographs of up to 80 megapixels.
    profile
        ICC profile, a file or its bytes, applied instead of what the file says of itself: one made for this
        camera by another program, or by `export_profile`. What a camera's profile cannot be is refused; what
        is unusual gives a warning (``profile_white``, ``profile_black``, ``profile_gray``,
        ``profile_range``). How good it is a chart tells: ``calibrate(chart, rung="none").held_out``.

    Returns
    -------
    Photo
        ``.rgb`` is a read-only float32 array (h, w, 3): linear light in sRGB primaries (D65, 2 degrees),
        unbounded; for raw files linear light in the camera's own channels, half size. ``.clipping`` (h, w)
        uint8 holds a bit for each channel that is too bright (1, 2, 4) or too dark (8, 16, 32).
        ``.warnings`` lists what lowers trust.

    Raises
    ------
    UnsupportedImage
        The file is missing, empty, damaged, cut short or of a kind that is not read; ``.code`` says which.
    LimitExceeded
        The file or the image is larger than `limits`; ``.code`` is the member of `ReadLimits`.

    Examples
    --------
    >>> import io
    >>> import numpy as np
    >>> from PIL import Image
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (3, 2), (255, 128, 0)).save(file, "PNG")
    >>> photo = read_photo(file.getvalue())
    >>> photo.rgb.shape, [f"{value:.4f}" for value in photo.rgb[0, 0]]
    ((2, 3, 3), ['1.0000', '0.2159', '0.0000'])
    >>> [warning.code for warning in photo.warnings]
    ['profile_missing']
    """
    limits = ReadLimits() if limits is None else limits
    icc = None if profile is None else _photo.IccProfile(_profile_bytes(profile))
    data = bytes(source) if isinstance(source, bytes | bytearray | memoryview) else None
    path = "" if isinstance(source, bytes | bytearray | memoryview) else os.fspath(source)
    try:
        if data is None:
            return _photo.read_photo(path, limits, icc)
        return _photo.read_photo_bytes(data, "", limits, icc)
    except UnsupportedImage as error:
        if error.code not in {"heic", "raw"}:
            raise
        refusal = error
    if data is None:
        with open(path, "rb") as file:  # noqa: PTH123 (path may be of any path type)
            data = file.read()
    try:
        if refusal.code == "heic":
            from shadematch.photo_heic import decode_heic

            return decode_heic(data, limits, icc)
        from shadematch.photo_raw import decode_raw

        return decode_raw(data, limits, icc)
    except ImportError:
        raise refusal from None


def photo_from_array(
    array: ArrayLike,
    *,
    encoding: Encoding = "unknown",
    full_scale: float | None = None,
    orientation: int = 1,
    limits: ReadLimits | None = None,
) -> Photo:
    """Make a photograph from pixels that are already in memory.

    Parameters
    ----------
    array
        (h, w, 3) RGB or (h, w) gray; uint8 and uint16 are codes, float is a share of full scale.
    encoding
        What the values mean: a name, the bytes of an ICC profile, or the H.273 code points
        (primaries, transfer) [itu-h273]. ``"unknown"`` is read as sRGB with the warning ``profile_missing``.
    full_scale
        Code that stands for 1; by default 255, 65535 or 1.0.
    orientation
        EXIF orientation (1-8) that makes the pixels upright.
    limits
        As for `read_photo`.

    Returns
    -------
    Photo

    Raises
    ------
    ValueError
        The shape, the type or an option is none of the above.

    Examples
    --------
    >>> photo = photo_from_array(np.full((2, 3, 3), 0.25), encoding="linear-srgb")
    >>> photo.rgb[0, 0].tolist()
    [0.25, 0.25, 0.25]
    """
    options = _photo.ArrayOptions()
    options.encoding = encoding_of("photo_from_array", encoding)
    options.orientation = orientation
    options.full_scale = 0.0 if full_scale is None else full_scale
    if limits is not None:
        options.limits = limits
    pixels = np.asarray(array)
    if pixels.dtype.kind == "f":
        pixels = pixels.astype(np.float32, copy=False)
    pixels = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
    if pixels.dtype not in (np.uint8, np.uint16, np.float32):
        raise ValueError(f"photo_from_array: expected uint8, uint16 or float pixels, got {pixels.dtype}")
    return _photo.photo_from_array(np.ascontiguousarray(pixels), options, b"", b"")


def _profile_bytes(profile: str | os.PathLike[str] | bytes) -> bytes:
    if isinstance(profile, bytes):
        return profile
    with open(profile, "rb") as file:  # noqa: PTH123 (profile may be of any path type)
        return file.read()


def encoding_of(
    who: str, encoding: Encoding
) -> _photo.NamedEncoding | _photo.IccProfile | _photo.CodingPoints:
    """Translate an encoding for the library; `who` is named where it is none."""
    if isinstance(encoding, bytes):
        return _photo.IccProfile(encoding)
    if isinstance(encoding, tuple):
        return _photo.CodingPoints(*encoding)
    known = ", ".join(get_args(get_args(Encoding)[0]))
    if not isinstance(encoding, str):
        raise TypeError(f"{who}: expected an encoding of {known}, got {type(encoding).__name__}")
    if encoding == "display-p3":
        return _photo.CodingPoints(*_DISPLAY_P3)
    try:
        return _photo.NamedEncoding[encoding.upper().replace("-", "_")]
    except KeyError:
        raise ValueError(f"{who}: expected an encoding of {known}, got {encoding!r}") from None
