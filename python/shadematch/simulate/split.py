# SPDX-License-Identifier: Apache-2.0
"""What the calibration may know, and what only its tests may use: split once, by camera maker and by light.

The prior of the spectral rung is made of the first half (`shadematch.simulate.response_prior`); rendered
photographs draw from the second alone. Skin and hair are split by formula (`shadematch.simulate.client`).
"""

from shadematch.simulate.tables import camera_sensitivities

PRIOR_MAKERS = ("ARRI", "Arashi", "Canon", "Hasselblad")
"""26 of the 52 measured cameras."""

TEST_MAKERS = ("Fujifilm", "Nikon", "Panasonic", "Sony")
"""The other 26."""

PRIOR_LIGHTS = ("D55", "D75", "FL2", "FL7", "FL11", "LED-B2", "LED-B4", "LED-BH1", "LED-RGB1", "LED-V2")
"""CIE tables of the prior, beside black bodies and a smooth family of phosphor LEDs."""

TEST_LIGHTS = ("D50", "D65", "A", "LED-B1", "LED-B3", "LED-B5", "LED-V1")
"""CIE tables of the rendered photographs. A is a black body of 2856 K, which the prior's family contains."""


def cameras_of(makers: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the measured cameras of these makers, in alphabetical order."""
    return tuple(name for name in camera_sensitivities() if name.split()[0] in makers)
