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

__all__ = [
    "ChartNotFound",
    "InvalidDocument",
    "LimitExceeded",
    "MeasurementRefused",
    "ShadematchError",
    "UnsupportedImage",
    "__version__",
]
