# SPDX-License-Identifier: Apache-2.0
"""A calibration written by hand: sRGB is taken at its word, so that every Lab is known without a chart."""

import json
from typing import Any

import numpy as np

from second_opinion import colour

IDENTITY = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


def camera_map(gain: float) -> dict[str, Any]:
    """A linear camera; the three tone curves are ln y = ln x."""
    matrix = [[gain * each for each in row] for row in IDENTITY]
    return {
        "tone": [[0.0, 0.0, 1.0, 0.0]] * 3,
        "shading": [0.0, 0.0],
        "terms": "linear",
        "matrix": matrix,
    }


def document(*, tolerance: float = 0.5) -> dict[str, Any]:
    """Two refits that differ by 2 % of light; the chart lies at x 0 to 60, y 0 to 40."""
    error = {"mean": 1.5, "p95": 2.5, "max": 3.0, "skin": 1.0, "neutrals": 0.5}
    patch = {
        "id": 1,
        "valid": False,
        "reason": "clipped",
        "clipped_share": 0.25,
        "reference": [50.0, 1.0, 2.0],
    }
    exact = {"fitted": [50.0, 1.0, 2.0], "predicted": [50.0, 1.0, 2.0], "expected_square": 0.0}
    seen = patch | exact | {"valid": True, "reason": "", "center": [20.0, 20.0], "rgb": [0.2, 0.2, 0.2]}
    return {
        "format": "shadematch-calibration",
        "version": 1,
        "chart": {
            "id": "made",
            "edition": "only",
            "status": "found",
            "confidence": 1.0,
            "pitch_px": 10.0,
            "tolerance_delta_e": tolerance,
            "warnings": ["small_chart"],
            "photo_size": [0, 0],
            "photo_sha256": "",
            "profile_sha256": "",
        },
        "frame": {"from_pixels": [[0.04, 0.0, -1.2], [0.0, 0.04, -0.8]], "half_size": [1.2, 0.8]},
        "rung": "matrix",
        "ladder_rung": "matrix",
        "spectral": None,
        "map": camera_map(1.0),
        "refits": [camera_map(0.99), camera_map(1.01)],
        "held_out": {**error, "patch_ids": [2, 3], "per_patch": [0.0, 3.0]},
        "light_gradient": [0.0, 0.0],
        "patches": [patch, seen | {"id": 2}, seen | {"id": 3}],
        "rungs": [{"name": "matrix", "choice_error": 1.4, "held_out": error}],
        "flags": ["partial_chart"],
        "follow_up": None,
    }


def text(**changes: Any) -> str:
    """JSON text of the document with some members replaced."""
    return json.dumps({**document(), **changes})


def srgb_to_lab(rgb: np.ndarray) -> np.ndarray:
    """Second opinion: colour-science, linear sRGB adapted to D50 by Bradford."""
    white = np.array([0.34567, 0.35850])
    xyz = colour.RGB_to_XYZ(rgb, "sRGB", illuminant=white, chromatic_adaptation_transform="Bradford")
    return np.asarray(colour.XYZ_to_Lab(xyz, white))
