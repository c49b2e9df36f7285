# SPDX-License-Identifier: Apache-2.0
"""Capture gates in Python: judged from a photograph, refused when red, let pass with a record."""

import functools
from typing import TYPE_CHECKING

import numpy as np
import pytest

import shadematch as sm
from shadematch.quality import assess_missing_chart
from shadematch.simulate.faults import FAULTS, Fault, clean_scene, faulty_scene

if TYPE_CHECKING:
    from shadematch.simulate.scene import Scene

SIZE = {"width": 800, "height": 600}


def fault(name: str) -> Fault:
    return next(each for each in FAULTS if each.name == name)


@functools.cache
def photograph() -> bytes:
    return clean_scene(5, 0, **SIZE).jpeg


def blurred() -> sm.QualityReport:
    return assessed(faulty_scene(fault("out of focus"), 5, 1, **SIZE))


def assessed(scene: "Scene") -> sm.QualityReport:
    photo = sm.read_photo(scene.jpeg)
    chart = sm.find_chart(photo)
    calibration = sm.calibrate(chart)
    polygon = [(x, y) for x, y in scene.truth["regions"]["scalp"]["polygon"]]
    scalp = sm.measure(calibration.to_lab(photo), polygon)
    return sm.assess_capture(photo, chart, calibration, {"scalp": scalp})


def red(report: sm.QualityReport) -> set[str]:
    return {each.gate for each in report.gates if each.verdict == "red"}


def test_a_good_photograph_has_no_red_gate_and_passes() -> None:
    report = assessed(clean_scene(5, 0, **SIZE))
    assert red(report) == set()
    report.refuse_red()


@pytest.mark.parametrize(
    ("name", "gate"),
    [
        ("out of focus", "edge_width"),
        ("shaken", "edge_width"),
        ("underexposed", "white_dark"),
        ("two kinds of light", "mixed_light"),
        ("shine in the region", "glare"),
        ("bumpy region", "texture"),
        ("chart too small", "patch_side"),
    ],
)
def test_a_fault_turns_its_own_gate_red(name: str, gate: str) -> None:
    assert gate in red(assessed(faulty_scene(fault(name), 5, 1, **SIZE)))


def test_red_is_refused_with_the_gate_and_its_report() -> None:
    report = blurred()
    with pytest.raises(
        sm.MeasurementRefused, match=r"capture gate edge_width: expected at most 4 px, got"
    ) as caught:
        report.refuse_red()
    assert (caught.value.code, caught.value.advice) == ("edge_width", "Hold still, clean the lens")
    assert caught.value.report is report  # type: ignore[attr-defined]


def test_an_override_lets_pass_and_is_written_down() -> None:
    report = blurred()
    report.let_pass(["edge_width"])
    report.refuse_red()
    assert report.overridden == ["edge_width"]
    assert report.verdict == "red"
    assert any("edge_width is red, let pass by hand" in line for line in report.warnings)
    assert report.to_dict()["overridden"] == ["edge_width"]
    with pytest.raises(ValueError, match="let_pass: expected gates of: all, chart"):
        report.let_pass(["sharpness"])


def test_the_whole_report_names_what_it_was_made_from() -> None:
    photo = sm.read_photo(photograph())
    chart = sm.find_chart(photo)
    calibration = sm.calibrate(chart)
    document = sm.assess_capture(photo, chart, calibration).document(photo, chart, calibration)
    assert document["sha256"]["photo"] == photo.metadata.sha256
    assert len(document["sha256"]["chart_values"]) == 64
    assert document["centers"]["largest"] < 0.1
    assert len(document["noise"]) == 24
    assert document["calibration"] == calibration.report()


def test_three_photographs_of_one_spot_are_compared() -> None:
    photo = sm.read_photo(photograph())
    chart = sm.find_chart(photo)
    calibration = sm.calibrate(chart)
    lab = calibration.to_lab(photo)
    here, there = sm.measure(lab, (500, 460, 60, 60)), sm.measure(lab, (500, 60, 60, 60))
    report = sm.assess_capture(photo, chart, calibration, {"scalp": here}, repeats={"scalp": [here, there]})
    spread = next(each for each in report.gates if each.gate == "repeats")
    assert spread.value == pytest.approx(float(sm.delta_e_ciede2000(here.lab, there.lab)))
    with pytest.raises(ValueError, match=r"expected repeats of \['scalp'\], got 'hair'"):
        sm.assess_capture(photo, chart, calibration, {"scalp": here}, repeats={"hair": [here, there]})


def test_a_stored_calibration_leaves_the_gates_of_the_chart_out() -> None:
    photo = sm.read_photo(photograph())
    calibration = sm.calibrate(sm.find_chart(photo))
    scalp = sm.measure(calibration.to_lab(photo), (500, 460, 60, 60))
    gates = {each.gate for each in sm.assess_capture(photo, None, calibration, {"scalp": scalp}).gates}
    assert {"held_out_mean", "glare", "texture", "distance"} <= gates
    assert not gates & {"chart", "tilt", "edge_width", "evenness"}


def test_a_photograph_without_a_chart_is_red() -> None:
    report = assess_missing_chart()
    assert (report.verdict, report.gates[0].gate) == ("red", "chart")
    with pytest.raises(sm.MeasurementRefused, match="capture gate chart"):
        report.refuse_red()


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="expected published-values or measured-values, got"):
        assess_missing_chart(profile="strict")


def test_a_photograph_of_another_size_than_that_of_the_chart_is_refused() -> None:
    photo = sm.read_photo(photograph())
    chart = sm.find_chart(photo)
    other = sm.photo_from_array(np.full((60, 90, 3), 0.5), encoding="srgb")
    with pytest.raises(ValueError, match="expected the photo with the chart, 800 x 600 pixels, got 90 x 60"):
        sm.assess_capture(other, chart, sm.calibrate(chart))


def test_faults_are_drawn_from_their_seed() -> None:
    first, again = (faulty_scene(fault("shaken"), 3, 2, width=400, height=300) for _ in range(2))
    other = faulty_scene(fault("shaken"), 3, 3, width=400, height=300)
    np.testing.assert_array_equal(first.pixels, again.pixels)
    assert not np.array_equal(first.pixels, other.pixels)


def test_the_report_of_a_calibration_tells_light_and_uncertainty() -> None:
    photo = sm.read_photo(photograph())
    chart = sm.find_chart(photo)
    report = sm.calibrate(chart).report()
    gray = np.mean([patch.rgb / patch.rgb.mean() for patch in chart.patches[18:22]], axis=0)
    gains = np.array(report["light"]["gray_gains"])
    np.testing.assert_allclose(gains * gray / np.mean(gains * gray), 1, atol=1e-9)
    assert 3000 < report["light"]["gray_cct_K"] < 12000
    for name in ("scalp", "hair"):
        sd = np.array(report["uncertainty"][name]["sd"])
        assert sd.shape == (3,) and np.all(sd > 0.1) and np.all(sd < 10)


def test_the_states_of_pixels_are_those_of_the_reading() -> None:
    from shadematch._core.region import pixel_states, region_from_rectangle

    fault = next(each for each in FAULTS if each.name == "shine in the region")
    scene = faulty_scene(fault, 5, 1, **SIZE)
    photo = sm.read_photo(scene.jpeg)
    lab = sm.calibrate(sm.find_chart(photo)).to_lab(photo)
    corners = np.array(scene.truth["regions"]["scalp"]["polygon"])
    x, y, w, h = *corners.min(axis=0), *np.ptp(corners, axis=0)
    reading = sm.measure(lab, (x, y, w, h))
    states = pixel_states(lab, region_from_rectangle(x, y, w, h, photo.width, photo.height))
    assert states.shape == (photo.height, photo.width)
    assert np.count_nonzero(states) == reading.pixels
    assert np.count_nonzero(states == 1) == reading.valid_pixels
    assert np.count_nonzero(states == 3) == round(reading.glare_share * reading.pixels) > 0
