# SPDX-License-Identifier: Apache-2.0
"""Reflectance of one client's skin as melanin and blood vary over the scalp."""

from dataclasses import dataclass

import numpy as np

from shadematch._broadcast import Floats
from shadematch.color import ita
from shadematch.simulate.raster import Plane
from shadematch.skin import SkinParameters, skin_reflectance
from shadematch.spectrum import lab_from_reflectance

MELANIN_STEPS = np.linspace(-1.2, 0.5, 9)
BLOOD_STEPS = np.linspace(-1.0, 1.2, 9)


def skin_of_ita(ita_target: float, blood_fraction: float, scattering_a: float) -> SkinParameters:
    """Skin whose typology angle is nearest to the target, by bisection of the melanosome fraction."""

    def parameters(ln_fraction: float) -> SkinParameters:
        return SkinParameters(
            melanosome_fraction=float(np.exp(ln_fraction)),
            blood_fraction=blood_fraction,
            scattering_A=scattering_a,
        )

    low, high = np.log(0.002), np.log(0.43)
    for _ in range(16):
        middle = 0.5 * (low + high)
        if float(ita(lab_from_reflectance(skin_reflectance(parameters(middle))))) > ita_target:
            low = middle
        else:
            high = middle
    return parameters(0.5 * (low + high))


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


def skin_table(skin: SkinParameters) -> SkinTable:
    """Table around one client's skin, 81 solutions of the layered model."""
    rows = [
        [
            skin_reflectance(
                SkinParameters(
                    melanosome_fraction=skin.melanosome_fraction * float(np.exp(m)),
                    blood_fraction=skin.blood_fraction * float(np.exp(b)),
                    scattering_A=skin.scattering_A,
                )
            )
            for b in BLOOD_STEPS
        ]
        for m in MELANIN_STEPS
    ]
    return SkinTable(np.array(rows))
