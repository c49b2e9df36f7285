# SPDX-License-Identifier: Apache-2.0
"""What most programs do, on the same photographs: trust the file as sRGB, or fit a plain 3 x 3 matrix."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from shadematch.chart import Chart

Floats = npt.NDArray[np.float64]


def assume_srgb(rgb: npt.ArrayLike) -> Floats:
    """Lab (D50) of linear sRGB (..., 3) taken at its word."""
    from shadematch.color import lab_from_xyz, xyz_from_linear_srgb

    return np.asarray(lab_from_xyz(xyz_from_linear_srgb(np.asarray(rgb, dtype=float))))


def patches(chart: "Chart") -> tuple[Floats, Floats]:
    """Linear RGB (n, 3) and reference Lab (n, 3) of the valid patches."""
    valid = [index for index, patch in enumerate(chart.patches) if patch.valid]
    rgb = np.array([chart.patches[index].rgb for index in valid], dtype=float)
    lab = np.asarray(chart.definition.edition(chart.edition).lab, dtype=float)[valid]
    return rgb, lab


def fit_3x3(rgb: Floats, lab: Floats) -> Floats:
    """Least-squares matrix (3, 3) from linear RGB to XYZ (D50): xyz = rgb @ matrix."""
    from shadematch.color import xyz_from_lab

    return np.asarray(np.linalg.lstsq(rgb, np.asarray(xyz_from_lab(lab)), rcond=None)[0], dtype=float)


def apply_3x3(matrix: Floats, rgb: npt.ArrayLike) -> Floats:
    """Lab (D50) of linear RGB through a fitted matrix."""
    from shadematch.color import lab_from_xyz

    return np.asarray(lab_from_xyz(np.asarray(rgb, dtype=float) @ matrix))


def left_out_3x3(chart: "Chart") -> Floats:
    """CIEDE2000 of each valid patch, predicted by the matrix of the others."""
    from shadematch.difference import delta_e_ciede2000

    rgb, lab = patches(chart)
    errors = []
    for index in range(len(rgb)):
        rest = np.arange(len(rgb)) != index
        predicted = apply_3x3(fit_3x3(rgb[rest], lab[rest]), rgb[index])
        errors.append(float(delta_e_ciede2000(lab[index], predicted)))
    return np.array(errors)
