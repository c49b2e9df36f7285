# SPDX-License-Identifier: Apache-2.0
from collections.abc import Sequence

import numpy.typing as npt

from .camera import Calibration
from .chart import Chart
from .photo import Photo

class AssessedRegion:
    def __init__(
        self,
        *,
        name: str,
        lab: npt.ArrayLike,
        center: npt.ArrayLike,
        valid_pixels: int,
        blown_share: float,
        glare_share: float,
        texture_mad: float,
        repeats: npt.ArrayLike,
    ) -> None: ...

class QualityReport:
    def let_pass(self, ids: Sequence[str]) -> None: ...
    def refuse_red(self) -> None: ...
    def warnings(self) -> list[str]: ...
    def to_json(self) -> str: ...

def assess_photo(
    photo: Photo,
    chart: Chart,
    calibration: Calibration,
    regions: Sequence[AssessedRegion],
    profile: str = "auto",
) -> QualityReport: ...
def assess_calibrated(
    calibration: Calibration, regions: Sequence[AssessedRegion], profile: str = "auto"
) -> QualityReport: ...
def assess_missing_chart(profile: str = "auto") -> QualityReport: ...
def quality_document(report: QualityReport, photo: Photo, chart: Chart, calibration: Calibration) -> str: ...
def gate_profiles() -> list[str]: ...
