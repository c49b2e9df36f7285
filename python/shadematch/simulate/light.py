# SPDX-License-Identifier: Apache-2.0
"""Lights that a clinic or a room may have."""

from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch.spectrum import BAND_NM, illuminant, planckian_illuminant

CIE_LIGHTS = ("D50", "D65", "A", "LED-B1", "LED-B3", "LED-B5", "LED-V1")

Light = dict[str, Any]


def draw_light(rng: np.random.Generator) -> Light:
    """Draw a CIE light (half of the draws), a black body or a phosphor LED of a smooth family."""
    family = rng.random()
    if family < 0.5:
        return {"name": str(rng.choice(CIE_LIGHTS))}
    if family < 0.75:
        return {"name": "planckian", "kelvin": float(rng.uniform(2700, 6500))}
    return {
        "name": "phosphor-led",
        "blue": [float(rng.uniform(443, 462)), float(rng.uniform(8, 13)), float(rng.uniform(0.3, 1.3))],
        "yellow": [float(rng.uniform(540, 600)), float(rng.uniform(42, 65)), 1.0],
        "red": [float(rng.uniform(615, 640)), float(rng.uniform(25, 45)), float(rng.uniform(0, 0.6))],
    }


def light_power(light: Light) -> Floats:
    """Relative power at the 36 bands.

    Raises
    ------
    ValueError
        For a name that no light has.
    """
    if light["name"] == "phosphor-led":
        lobes = [
            height * np.exp(-0.5 * ((BAND_NM - peak) / sd) ** 2)
            for peak, sd, height in (light["blue"], light["yellow"], light["red"])
        ]
        total: Floats = np.sum(lobes, axis=0) + 1e-3
        return total
    source = planckian_illuminant(light["kelvin"]) if "kelvin" in light else illuminant(light["name"])
    nm = source.first_nm + source.step_nm * np.arange(len(source.power))
    power: Floats = np.interp(BAND_NM, nm, source.power)
    return power
