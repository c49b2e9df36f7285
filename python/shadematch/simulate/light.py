# SPDX-License-Identifier: Apache-2.0
"""Lights that a clinic or a room may have."""

from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.split import TEST_LIGHTS
from shadematch.spectrum import BAND_NM, illuminant, planckian_illuminant

Light = dict[str, Any]


def draw_light(rng: np.random.Generator) -> Light:
    """Draw one of the CIE lights that are kept for tests."""
    return {"name": str(rng.choice(TEST_LIGHTS))}


def draw_black_body(rng: np.random.Generator) -> Light:
    """Draw a black body of 2700 to 7500 K."""
    return {"name": "planckian", "kelvin": float(rng.uniform(2700, 7500))}


def draw_phosphor_led(rng: np.random.Generator) -> Light:
    """Draw a white LED: a blue lobe, the broad yellow of its phosphor, sometimes a red one."""
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
