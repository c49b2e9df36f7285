# SPDX-License-Identifier: Apache-2.0
"""One call from a photograph to a ranking, equal to the long way byte for byte."""

import importlib.resources
import inspect
import json
from typing import Any

import pytest

import shadematch as sm

DEMO = importlib.resources.files("shadematch") / "data" / "demo"


def demo() -> tuple[bytes, dict[str, Any]]:
    truth = json.loads((DEMO / "demo_scalp.json").read_text(encoding="utf-8"))
    return (DEMO / "demo_scalp.jpg").read_bytes(), truth


def region(truth: dict[str, Any], name: str) -> list[list[float]]:
    polygon: list[list[float]] = truth["regions"][name]["polygon"]
    return polygon


def test_one_call_equals_the_long_way_byte_for_byte() -> None:
    photo, truth = demo()
    catalogue = sm.bundled_catalogue()
    hair, scalp = region(truth, "hair"), region(truth, "scalp")
    image = sm.read_photo(photo)
    chart = sm.find_chart(image, "colorchecker-classic")
    calibration = sm.calibrate(chart)
    lab = calibration.to_lab(image)
    readings = {"hair": sm.measure(lab, hair), "scalp": sm.measure(lab, scalp)}
    report = sm.assess_capture(image, chart, calibration, readings)
    report.refuse_red()
    long_way = sm.match(catalogue, **readings, top=5).with_warnings(report.warnings)
    short_way = sm.match_photo(photo, catalogue, hair=hair, scalp=scalp, top=5)
    assert json.dumps(short_way.to_dict()) == json.dumps(long_way.to_dict())
    assert len(short_way.matches) == 5


def test_options_of_the_ranking_pass_through() -> None:
    photo, truth = demo()
    scalp = region(truth, "scalp")
    ranking = sm.match_photo(
        photo, sm.bundled_catalogue(), scalp=scalp, target="skin", formula="ciede2000", top=1, max_dilution=10
    )
    assert (ranking.target, ranking.formula, len(ranking.matches)) == ("skin", "ciede2000", 1)
    assert any("is diluted" in each.reason for each in ranking.excluded)


def test_every_option_of_match_is_one_of_match_photo_with_the_same_default() -> None:
    ours, theirs = (inspect.signature(each).parameters for each in (sm.match_photo, sm.match))
    assert {name: each.default for name, each in theirs.items()}.items() <= {
        name: each.default for name, each in ours.items()
    }.items()
    assert inspect.Parameter.VAR_KEYWORD not in {each.kind for each in ours.values()}


def test_corners_by_hand_take_the_place_of_the_search() -> None:
    photo, truth = demo()
    image = sm.read_photo(photo)
    corners = sm.find_chart(image).corners + 2
    scalp = region(truth, "scalp")
    chart = sm.chart_from_corners(image, "colorchecker-classic", corners)
    calibration = sm.calibrate(chart)
    reading = sm.measure(calibration.to_lab(image), scalp)
    warnings = sm.assess_capture(image, chart, calibration, {"scalp": reading}).warnings
    wanted = sm.match(sm.bundled_catalogue(), scalp=reading, target="skin").with_warnings(warnings)
    found = sm.match_photo(photo, sm.bundled_catalogue(), scalp=scalp, target="skin", corners=corners)
    assert found.to_dict() == wanted.to_dict()
    with pytest.raises(sm.ChartNotFound):
        sm.match_photo(photo, sm.bundled_catalogue(), scalp=scalp, corners=corners[[2, 3, 0, 1]])


def test_a_region_outside_the_photograph_is_refused() -> None:
    photo, _ = demo()
    with pytest.raises(ValueError, match="region"):
        sm.match_photo(photo, sm.bundled_catalogue(), hair=(100_000, 0, 10, 10))


def test_a_missing_file_is_refused_with_its_name() -> None:
    with pytest.raises(sm.UnsupportedImage, match=r"nowhere\.jpg"):
        sm.match_photo("nowhere.jpg", sm.bundled_catalogue(), hair=(0, 0, 40, 40))
