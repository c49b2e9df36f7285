# SPDX-License-Identifier: Apache-2.0
"""Where things lie in the photograph: chart pose and named regions."""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.design import SceneDesign
from shadematch.simulate.raster import ellipse_polygon

Polygon = list[list[float]]


@dataclass(frozen=True)
class Layout:
    """Shapes in pixels; `homography` takes the chart lattice (column, row, 1) to pixels."""

    homography: Floats
    hairline: float
    lock: tuple[tuple[float, float], tuple[float, float]]
    blush: tuple[tuple[float, float], tuple[float, float]]
    scar: tuple[tuple[float, float], tuple[float, float]]
    regions: dict[str, Polygon]


def chart_homography(design: SceneDesign, center: tuple[float, float]) -> Floats:
    """Lattice (column, row, 1) to pixels of a chart turned in the plane and tilted towards the camera.

    `chart_tilt` is the change of depth over half a chart length, in units of the camera distance.
    """
    angle = np.deg2rad(design.chart_rotation_deg)
    pitch = design.chart_pitch
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    centered = np.array([[1, 0, -2.5], [0, 1, -1.5], [0, 0, 1]])
    depth = np.eye(3)
    depth[2, :2] = np.array(design.chart_tilt) / 3.0
    place = np.array([[pitch, 0, center[0]], [0, pitch, center[1]], [0, 0, 1]])
    pose: Floats = place @ turn @ depth @ centered
    return pose


def project(homography: Floats, lattice: Floats) -> Floats:
    """Pixels (n, 2) of lattice points (n, 2)."""
    points = np.column_stack([lattice, np.ones(len(lattice))]) @ homography.T
    pixels: Floats = points[:, :2] / points[:, 2:]
    return pixels


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    return [[round(x, 1), round(y, 1)] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def lay_out(design: SceneDesign) -> Layout:
    """Chart on one side, the scalp's regions on the other."""
    w, h = design.width, design.height

    def across(s: float) -> float:
        """Position in the free side, 0 beside the chart and 1 at the border."""
        return (0.47 + 0.51 * s) * w if design.chart_on_left else (0.53 - 0.51 * s) * w

    def box(s0: float, s1: float, y0: float, y1: float) -> Polygon:
        x0, x1 = sorted((across(s0), across(s1)))
        return _rectangle(x0, y0 * h, x1, y1 * h)

    center = ((0.235 if design.chart_on_left else 0.765) * w, 0.5 * h)
    lock = ((across(0.94), 0.10 * h), (0.23 * w, 0.40 * h))
    blush = ((across(0.78), 0.84 * h), (0.075 * w, 0.09 * h))
    scar = ((across(0.28), 0.645 * h), (0.09 * w, 0.008 * h))
    regions = {
        "scalp": box(0.10, 0.50, 0.74, 0.94),
        "hair": ellipse_polygon(across(0.77), 0.22 * h, 0.085 * w, 0.12 * h),
        "stubble": box(0.06, 0.34, 0.12, 0.46),
    }
    if design.redness:
        regions["redness"] = ellipse_polygon(*blush[0], 0.6 * blush[1][0], 0.6 * blush[1][1])
    if design.scar:
        regions["scar"] = ellipse_polygon(*scar[0], 0.75 * scar[1][0], 0.6 * scar[1][1])
    return Layout(chart_homography(design, center), 0.6 * h, lock, blush, scar, regions)
