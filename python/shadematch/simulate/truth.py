# SPDX-License-Identifier: Apache-2.0
"""What is true about a scene: the Lab that an ideal light and observer would see in every region.

Truth of a region is the Lab (D50, 2 degrees) of the mean XYZ of the true reflectance of its pixels, without
shine, light gradient or camera. Every in-skin color is model output.
"""

from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch.color import ita, ita_class, lab_from_xyz
from shadematch.simulate.design import SceneDesign
from shadematch.simulate.layout import Layout, project
from shadematch.simulate.raster import Mask, polygon_mask
from shadematch.simulate.scalp import Cover
from shadematch.simulate.skin_table import Materials
from shadematch.spectrum import colorimetric_weights, lab_from_reflectance

SCHEMA = "shadematch-scene/1"


def _rounded(values: Floats, digits: int = 4) -> list[Any]:
    rounded: list[Any] = np.round(np.asarray(values, float), digits).tolist()
    return rounded


def _chart_truth(design: SceneDesign, layout: Layout, chart: Floats) -> dict[str, Any]:
    lattice = np.array([[column, row] for row in range(4) for column in range(6)], float)
    centers = project(layout.homography, lattice)
    return {
        "id": "colorchecker-classic",
        "edition": design.edition,
        "centers": _rounded(centers, 2),
        "corners": _rounded(centers[[0, 5, 23, 18]], 2),
        "pitch_px": round(float(np.linalg.norm(centers[1] - centers[0])), 2),
        "lab": _rounded(lab_from_reflectance(chart)),
    }


def scene_truth(
    design: SceneDesign, layout: Layout, cover: Cover, materials: Materials, shiny: Mask
) -> dict[str, Any]:
    """Truth of a scene as plain JSON values."""
    weights = colorimetric_weights(illuminant="D50", observer=2)
    xyz = cover.paint(materials.skin, materials.hair, weights.w)
    regions: dict[str, Any] = {}
    for name, polygon in layout.regions.items():
        mask = polygon_mask(polygon, design.width, design.height)
        lab = lab_from_xyz(xyz[mask].mean(axis=0, dtype=np.float64), white=weights.white_point)
        regions[name] = {
            "polygon": polygon,
            "lab": _rounded(lab),
            "pixels": int(mask.sum()),
            "glare_share": round(float(shiny[mask].mean()), 4),
            "status": "model",
        }
    angle = float(ita(np.array(regions["scalp"]["lab"])))
    return {
        "schema": SCHEMA,
        "rendered": "Rendered picture of a simulated scalp; no person is shown.",
        "lab": "CIE L*a*b*, D50, 2 degrees, of the true reflectance",
        "width": design.width,
        "height": design.height,
        "regions": regions,
        "chart": _chart_truth(design, layout, materials.chart),
        "ita_deg": round(angle, 2),
        "ita_class": ita_class(angle),
        "hair_class": design.hair_class,
        "light": design.light["name"],
        "camera": design.camera,
        "encoding": design.encoding,
        "parameters": design.to_dict(),
    }
