# SPDX-License-Identifier: Apache-2.0
"""Rendered photographs of a scalp with a color chart whose true Lab is known.

Spectra of skin, hair, chart, light and camera become pixels; the truth is written beside them. It is the test
range of everything that measures.
"""

from shadematch.simulate.design import HAIR_CLASSES, SceneDesign, draw_design
from shadematch.simulate.photos import simulate_photos, write_scene
from shadematch.simulate.scene import Scene, render, simulate_scene
from shadematch.simulate.uneven import Lamp, draw_lamp, flat_photo, paper_areas

__all__ = [
    "HAIR_CLASSES",
    "Lamp",
    "Scene",
    "SceneDesign",
    "draw_design",
    "draw_lamp",
    "flat_photo",
    "paper_areas",
    "render",
    "simulate_photos",
    "simulate_scene",
    "write_scene",
]
