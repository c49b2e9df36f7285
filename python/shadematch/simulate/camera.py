# SPDX-License-Identifier: Apache-2.0
"""From the reflectance of a material to the linear values that a camera stores."""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats

_LUMA = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True)
class Camera:
    """A camera under one light: `response` (36, 3) sums to 1 per channel, `matrix` maps to linear sRGB."""

    response: Floats
    matrix: Floats

    def raw(self, reflectance: Floats) -> Floats:
        """White-balanced sensor values (..., 3) of reflectances (..., 36); 1 for the perfect diffuser."""
        return reflectance @ self.response


def render_matrix(raw: Floats, wanted: Floats) -> Floats:
    """Least-squares matrix from sensor values (n, 3) to linear sRGB (n, 3) that keeps white white."""
    matrix = np.empty((3, 3))
    difference = raw[:, :2] - raw[:, 2:]
    for channel in range(3):
        two = np.linalg.lstsq(difference, wanted[:, channel] - raw[:, 2], rcond=None)[0]
        matrix[channel] = two[0], two[1], 1.0 - two.sum()
    return matrix


def saturation_matrix(saturation: float) -> Floats:
    """Matrix that stretches colors away from gray; rows sum to 1."""
    return saturation * np.eye(3) + (1.0 - saturation) * np.tile(_LUMA, (3, 1))


def camera_under_light(
    sensitivity: Floats, power: Floats, training: Floats, wanted: Floats, saturation: float
) -> Camera:
    """Make a camera whose matrix was fitted to `training` (n, 36) with colors `wanted` (n, 3)."""
    response = sensitivity * power[:, None]
    response = response / response.sum(axis=0)
    matrix = saturation_matrix(saturation) @ render_matrix(training @ response, wanted)
    return Camera(response, matrix)
