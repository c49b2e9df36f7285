# SPDX-License-Identifier: Apache-2.0
import enum
from typing import overload

from .camera import Calibration
from .photo import CodingPoints, IccProfile, NamedEncoding, Photo

class ProfileKind(enum.Enum):
    CLUT = 0
    MATRIX = 1

class ExportedProfile:
    @property
    def bytes(self) -> bytes: ...
    @property
    def description(self) -> str: ...
    @property
    def mean_delta_e(self) -> float: ...
    @property
    def max_delta_e(self) -> float: ...
    @property
    def colors(self) -> int: ...

@overload
def export_profile(
    calibration: Calibration,
    file: Photo,
    *,
    kind: ProfileKind = ...,
    max_mean_delta_e: float = 0.1,
    max_delta_e: float = 0.5,
) -> ExportedProfile: ...
@overload
def export_profile(
    calibration: Calibration,
    file: NamedEncoding | IccProfile | CodingPoints,
    *,
    kind: ProfileKind = ...,
    max_mean_delta_e: float = 0.1,
    max_delta_e: float = 0.5,
) -> ExportedProfile: ...
