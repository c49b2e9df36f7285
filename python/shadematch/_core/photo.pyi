# SPDX-License-Identifier: Apache-2.0
import enum
import os
from typing import overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

class NamedEncoding(enum.Enum):
    UNKNOWN = 0
    SRGB = 1
    ADOBE_RGB = 2
    LINEAR_SRGB = 3
    CAMERA_LINEAR = 4

class IccProfile:
    def __init__(self, data: bytes) -> None: ...

class CodingPoints:
    def __init__(self, primaries: int, transfer: int) -> None: ...

class ReadLimits:
    jpeg_file_bytes: int
    other_file_bytes: int
    pixels: int
    side: int
    decoded_ratio: int
    ratio_free_bytes: int
    icc_bytes: int
    exif_bytes: int
    jpeg_scans: int
    jpeg_scan_pixels: int
    jpeg_memory_bytes: int
    png_chunks: int
    png_chunk_bytes: int
    tiff_allocation_bytes: int
    def __init__(self) -> None: ...

class ArrayOptions:
    encoding: NamedEncoding | IccProfile | CodingPoints
    profile: IccProfile | None
    full_scale: float
    orientation: int
    format: str
    bits_per_sample: int
    limits: ReadLimits
    def __init__(self) -> None: ...

class PhotoWarning:
    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...

class PhotoMetadata:
    @property
    def format(self) -> str: ...
    @property
    def bits_per_sample(self) -> int: ...
    @property
    def orientation(self) -> int: ...
    @property
    def profile(self) -> str: ...
    @property
    def make(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def software(self) -> str: ...
    @property
    def captured_at(self) -> str: ...
    @property
    def exposure_time_s(self) -> float | None: ...
    @property
    def f_number(self) -> float | None: ...
    @property
    def iso(self) -> float | None: ...
    @property
    def sha256(self) -> str: ...
    @property
    def profile_sha256(self) -> str: ...

class Photo:
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgb(self) -> NDArray[np.float32]: ...
    @property
    def clipping(self) -> NDArray[np.uint8]: ...
    @property
    def native(self) -> NDArray[np.float64]: ...
    @property
    def metadata(self) -> PhotoMetadata: ...
    @property
    def warnings(self) -> list[PhotoWarning]: ...
    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[np.float32]: ...

def photo_format(data: bytes) -> str: ...
def read_photo(
    path: str | os.PathLike[str], limits: ReadLimits, profile: IccProfile | None = None
) -> Photo: ...
def read_photo_bytes(
    data: bytes, source: str, limits: ReadLimits, profile: IccProfile | None = None
) -> Photo: ...
def check_photo_size(format: str, file_bytes: int, width: int, height: int, limits: ReadLimits) -> None: ...
@overload
def photo_from_array(array: NDArray[np.uint8], options: ArrayOptions, exif: bytes, file: bytes) -> Photo: ...
@overload
def photo_from_array(array: NDArray[np.uint16], options: ArrayOptions, exif: bytes, file: bytes) -> Photo: ...
@overload
def photo_from_array(
    array: NDArray[np.float32], options: ArrayOptions, exif: bytes, file: bytes
) -> Photo: ...
