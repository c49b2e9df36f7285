# SPDX-License-Identifier: Apache-2.0
"""Pigment shade matching: from a photograph with a color chart to a ranked mix.

>>> import shadematch as sm
>>> bool(sm.__version__)
True
"""

from shadematch._core import (
    ChartNotFound,
    InvalidDocument,
    LimitExceeded,
    MeasurementRefused,
    ShadematchError,
    UnsupportedImage,
    __version__,
)
from shadematch.match import Exclusion, Match, Ranking, match
from shadematch.pigment import Catalogue, bundled_catalogue, catalogue_schema
from shadematch.spectrum import (
    Illuminant,
    colorimetric_weights,
    daylight_illuminant,
    illuminant,
    illuminant_names,
    lab_from_reflectance,
    planckian_illuminant,
    reflectance_from_spectrum,
    white_point,
    xyz_from_reflectance,
)

__all__ = [
    "Catalogue",
    "ChartNotFound",
    "Exclusion",
    "Illuminant",
    "InvalidDocument",
    "LimitExceeded",
    "Match",
    "MeasurementRefused",
    "Ranking",
    "ShadematchError",
    "UnsupportedImage",
    "__version__",
    "bundled_catalogue",
    "catalogue_schema",
    "colorimetric_weights",
    "daylight_illuminant",
    "illuminant",
    "illuminant_names",
    "lab_from_reflectance",
    "match",
    "planckian_illuminant",
    "reflectance_from_spectrum",
    "white_point",
    "xyz_from_reflectance",
]
