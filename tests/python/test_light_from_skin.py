# SPDX-License-Identifier: Apache-2.0
"""Light that skin shows: rendered scenes, whose truth is known."""

from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.simulate import Scene, simulate_scene

SIZE = {"width": 800, "height": 600}
PLAIN = {"hair_class": "brown", "light": {"name": "D65"}, "glare_spots": 0, "chart_on_left": True}


def scene_of(**options: Any) -> Scene:
    return simulate_scene(11, **SIZE, **PLAIN, **options)


def calibrations(scene: Scene) -> tuple[sm.Photo, sm.Calibration, sm.Calibration]:
    """Photo, then the calibrations that ask skin and the chart alone."""
    photo = sm.read_photo(scene.jpeg)
    chart = sm.find_chart(photo)
    return photo, sm.calibrate(chart), sm.calibrate(chart, light_from_skin=False)


def error(scene: Scene, photo: sm.Photo, calibration: sm.Calibration, region: str) -> float:
    """CIEDE2000."""
    entry = scene.truth["regions"][region]
    reading = sm.measure(calibration.to_lab(photo), entry["polygon"])
    return float(sm.delta_e_ciede2000(np.array(entry["lab"]), reading.lab))


@pytest.mark.parametrize("encoding", ["srgb", "phone"])
def test_skin_takes_the_error_of_strongly_uneven_light_away(encoding: str) -> None:
    scene = scene_of(encoding=encoding, ita_target=40.0, gradient=(0.6, 0.2, -0.05), white_level=0.5)
    photo, skin, chart = calibrations(scene)
    for region, share in (("scalp", 0.95), ("hair", 0.8)):
        assert error(scene, photo, skin, region) < share * error(scene, photo, chart, region)
    assert skin.report()["light_field"]["from"] == ["chart", "skin"]
    assert chart.report()["light_field"] == {"from": ["chart"], "skin_places": 0, "skin_scatter": None}


def test_skin_narrows_the_uncertainty_of_hair_far_from_the_chart() -> None:
    scene = scene_of(encoding="srgb", ita_target=40.0)
    photo, skin, chart = calibrations(scene)
    polygon = scene.truth["regions"]["hair"]["polygon"]
    with_skin, without = (sm.measure(each.to_lab(photo), polygon) for each in (skin, chart))
    assert with_skin.lab_se[0] < 0.9 * without.lab_se[0]


def test_a_scar_stays_as_pale_as_it_is() -> None:
    scene = scene_of(encoding="srgb", ita_target=10.0, scar=True)
    photo, skin, _ = calibrations(scene)
    lab = skin.to_lab(photo)
    regions = scene.truth["regions"]
    found = sm.measure(lab, regions["scar"]["polygon"]).lab - sm.measure(lab, regions["scalp"]["polygon"]).lab
    true = np.array(regions["scar"]["lab"]) - np.array(regions["scalp"]["lab"])
    assert true[0] > 4
    assert abs(found[0] - true[0]) < 1.0


@pytest.mark.parametrize("ita", [-35.0, 10.0, 45.0])
def test_skin_that_is_darker_on_one_side_is_not_taken_for_shade(ita: float) -> None:
    scene = scene_of(encoding="srgb", ita_target=ita, gradient=(0.0, 0.0, 0.0), skin_drift=0.25)
    photo, skin, chart = calibrations(scene)
    for region in ("scalp", "hair"):
        assert error(scene, photo, skin, region) < error(scene, photo, chart, region) + 0.5


def test_a_calibration_with_skin_reads_back_to_the_same_bits() -> None:
    skin = calibrations(scene_of(encoding="srgb", ita_target=40.0))[1]
    again = sm.camera.Calibration.from_json(skin.to_json())
    assert again == skin
    assert again.report()["light_field"] == skin.report()["light_field"]
