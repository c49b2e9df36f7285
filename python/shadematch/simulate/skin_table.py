# SPDX-License-Identifier: Apache-2.0
"""Reflectance of one client's skin as melanin and blood vary over the scalp."""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.client import client_skin, melanin_of_ita, smooth_factor
from shadematch.simulate.design import SceneDesign
from shadematch.simulate.raster import Plane

MELANIN_STEPS = np.linspace(-1.2, 0.5, 9)
BLOOD_STEPS = np.linspace(-1.0, 1.2, 9)


@dataclass(frozen=True)
class SkinTable:
    """Reflectances (9, 9, 36) over ln of the melanin and of the blood relative to the client's mean."""

    reflectance: Floats

    def paint(self, response: Floats, ln_melanin: Plane, ln_blood: Plane) -> Plane:
        """Values (h, w, k) under a response (36, k), bilinear in the two fields; steps outside are held."""
        table = self.reflectance @ response
        i, u = _cell(MELANIN_STEPS, ln_melanin)
        j, v = _cell(BLOOD_STEPS, ln_blood)
        u, v = u[..., None], v[..., None]
        low = table[i, j] * (1 - v) + table[i, j + 1] * v
        high = table[i + 1, j] * (1 - v) + table[i + 1, j + 1] * v
        painted: Plane = (low * (1 - u) + high * u).astype(np.float32)
        return painted


def _cell(steps: Floats, field: Plane) -> tuple[np.ndarray, Floats]:
    at = np.clip((field - steps[0]) / (steps[1] - steps[0]), 0, len(steps) - 1.000001)
    cell = at.astype(np.int64)
    return cell, at - cell


@dataclass(frozen=True)
class Materials:
    """Reflectances of a scene: the client's skin, hair (36,) and the 24 patches (24, 36) of this chart."""

    skin: SkinTable
    hair: Floats
    chart: Floats


def skin_table(design: SceneDesign, rng: np.random.Generator) -> SkinTable:
    """Table around one client's skin."""
    skin = {
        "oxygen": design.oxygen,
        "scattering": design.scattering,
        "rayleigh": design.rayleigh,
        "carotene": design.carotene,
    }
    melanin = melanin_of_ita(design.ita_target, design.blood_fraction, **skin) * np.exp(MELANIN_STEPS)
    blood = design.blood_fraction * np.exp(BLOOD_STEPS)
    factor = smooth_factor(rng, design.unexplained_sd)
    return SkinTable(client_skin(melanin[:, None], blood[None, :], factor=factor, **skin))
