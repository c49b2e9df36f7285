# SPDX-License-Identifier: Apache-2.0
"""Predict a chart patch from a photograph in which it is spoiled: no part of the fit has seen it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shadematch.simulate.raster import polygon_mask

if TYPE_CHECKING:
    from shadematch.chart import Chart
    from shadematch.photo import Photo

Floats = npt.NDArray[np.float64]
_MIDDLE = 1 / 12
"""Half of the third of a patch's sampled square that stays, in pitches."""


@dataclass(frozen=True)
class Hidden:
    """Predicted Lab (3,) and its covariance (3, 3) of patch `id`, beside its published Lab."""

    id: int
    reference: Floats
    lab: Floats
    covariance: Floats


def predict_hidden(photo: "Photo", chart: "Chart") -> Iterator[Hidden]:
    """Hide each valid patch of a chart in turn and predict it by a calibration of its own."""
    import shadematch as sm

    reference = np.asarray(chart.definition.edition(chart.edition).lab, dtype=float)
    light, origin = _around(photo, chart)
    for index, patch in enumerate(chart.patches):
        if patch.valid:
            rest = _without_patch(light, origin, chart, index)
            lab, covariance = sm.calibrate(rest).measure(patch.rgb, patch.center - origin)
            yield Hidden(patch.id, reference[index], lab, covariance)


def _around(photo: "Photo", chart: "Chart") -> tuple[npt.NDArray[np.float32], Floats]:
    """Part of the photograph with the chart and two pitches around it, and where it begins (x, y)."""
    margin = 2 * chart.pitch_px
    low = np.maximum(np.floor(chart.centers.min(axis=0) - margin), 0).astype(int)
    high = np.ceil(chart.centers.max(axis=0) + margin).astype(int)
    return np.array(photo.rgb[low[1] : high[1], low[0] : high[0]]), low.astype(float)


def _without_patch(light: npt.NDArray[np.float32], origin: Floats, chart: "Chart", index: int) -> "Chart":
    """Sample the chart again with one patch spoiled, so that no fit may use it.

    One side of it is painted black and the other blown; its middle third stays, and with it all by which the
    chart is recognized. A patch painted over as a whole, white say, would spoil the recognition too.
    """
    import shadematch as sm

    half = 0.5 * chart.definition.patch_fraction
    painted = light.copy()
    for low, high, value in ((-half, -_MIDDLE, 0.0), (_MIDDLE, half, 1.0)):
        band = np.array([(-half, low), (half, low), (half, high), (-half, high)])
        lattice = np.column_stack([chart.definition.positions[index] + band, np.ones(4)])
        corners = lattice @ np.asarray(chart.homography).T
        polygon = (corners[:, :2] / corners[:, 2:] - origin).tolist()
        painted[polygon_mask(polygon, light.shape[1], light.shape[0])] = value
    photo = sm.photo_from_array(painted, encoding="linear-srgb")
    rest = sm.chart_from_corners(photo, chart.definition, chart.corners - origin, edition=chart.edition)
    if rest.patches[index].valid:
        raise RuntimeError(f"expected patch {index + 1} to be out, it is valid")
    return rest
