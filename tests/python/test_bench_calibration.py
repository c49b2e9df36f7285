# SPDX-License-Identifier: Apache-2.0
"""The benches of the calibration, on the bundled rendered photograph."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.bench import baselines, calibration, calibration_oracle, photographs
from shadematch.demo import scalp_photo, scalp_truth
from shadematch.simulate import SceneDesign

MATRIX = baselines.Peers({"3x3": baselines.matrix}, ("that program",))


def silent(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> photographs.Rendered:
    path = tmp_path_factory.mktemp("bench") / "scalp.jpg"
    path.write_bytes(scalp_photo())
    return photographs.Rendered(path, scalp_truth())


@pytest.fixture(scope="module")
def opened(photograph: photographs.Rendered) -> photographs.Opened:
    return photographs.open_photo(photograph.path)


def test_a_case_is_the_error_of_a_reading_beside_that_of_a_peer(
    photograph: photographs.Rendered, opened: photographs.Opened
) -> None:
    cases = calibration.cases_of(photograph, opened, MATRIX)
    assert [case.region for case in cases] == ["scalp", "hair", "stubble"]
    corners = photograph.truth["chart"]["corners"]
    samples = baselines.patches(sm.chart_from_corners(opened.photo, photographs.CHART, corners))
    for case in cases:
        entry = photograph.truth["regions"][case.region]
        reading = sm.measure(opened.lab, entry["polygon"])
        truth = np.array(entry["lab"])
        assert case.ours == pytest.approx(float(sm.delta_e_ciede2000(truth, reading.lab)))
        light = calibration.mean_light(opened, entry["polygon"])
        matrix = baselines.matrix(*samples, light[None])[0]
        assert case.others == {"3x3": pytest.approx(float(sm.delta_e_ciede2000(truth, matrix)))}
        assert case.parts["encoding"] == photograph.truth["encoding"]
        assert case.parts["hair"] == photograph.truth["hair_class"]


def test_the_light_of_a_region_is_that_of_its_body(opened: photographs.Opened) -> None:
    polygon = scalp_truth()["regions"]["scalp"]["polygon"]
    x0, y0 = (int(value) for value in polygon[0])
    rgb = np.array(opened.photo.rgb)
    rgb[y0 + 20 : y0 + 80, x0 + 20 : x0 + 80] += 0.3  # the lamp's mirror image
    photo = sm.photo_from_array(rgb, encoding="linear-srgb")
    glaring = photographs.Opened(photo, opened.chart, opened.calibration, opened.lab)
    shown = photographs.Opened(
        photo, opened.chart, opened.calibration, sm.calibrate(opened.chart).to_lab(photo)
    )
    light = calibration.mean_light(shown, polygon)
    np.testing.assert_allclose(light, calibration.mean_light(opened, polygon), rtol=0.01)
    assert np.all(calibration.mean_light(glaring, polygon) > light * 1.02)


def rows_of(monkeypatch: pytest.MonkeyPatch, photographs_: list[photographs.Rendered]) -> dict[str, Any]:
    monkeypatch.setattr(calibration, "rendered", lambda report, count: photographs_)
    return {row.row: row for row in calibration.rows(silent, count=len(photographs_))}


def test_rows_have_a_target_a_peer_and_their_parts(
    monkeypatch: pytest.MonkeyPatch, photograph: photographs.Rendered
) -> None:
    rows = rows_of(monkeypatch, [photograph])
    assert (
        str(rows["scalp, mean"].target) == "<= 0.9" and str(rows["hair, 95th percentile"].target) == "<= 1.6"
    )
    assert {"3x3", "root-polynomial 3", "Cheung 11"} < set(rows["scalp, mean"].against)
    part = rows[f"hair, light {photograph.truth['light']}, mean"]
    assert part.detail and part.value == rows["hair, mean"].value and not rows["hair, mean"].detail
    others = rows["hair, mean"].against
    assert part.against == {"3x3": others["3x3"], "best of all others": min(others.values())}
    assert rows["scalp, truth inside the 95 % region"].value in (0, 100)
    assert rows["photographs refused"].value == 0


def test_refused_photographs_are_counted_with_their_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, photograph: photographs.Rendered
) -> None:
    gray = tmp_path / "gray.png"
    from PIL import Image

    Image.new("RGB", (400, 300), (90, 90, 90)).save(gray)
    rows = rows_of(monkeypatch, [photographs.Rendered(gray, photograph.truth)])
    assert rows["scalp, mean"].value is None and rows["scalp, mean"].note == "every photograph was refused"
    assert rows["photographs refused"].value == 100 and rows["photographs refused"].met is False
    assert rows["photographs refused"].note == "no_grid 1"


def test_the_oracle_removes_parameters_that_scenes_have() -> None:
    known = {field.name for field in fields(SceneDesign)}
    together = calibration_oracle.variants()[calibration_oracle.EVERYTHING]
    for fixed in calibration_oracle.REMOVED.values():
        assert set(fixed) <= known
        assert fixed.items() <= together.items()


def test_the_oracle_compares_photographs_that_all_variants_measure(
    monkeypatch: pytest.MonkeyPatch, photograph: photographs.Rendered
) -> None:
    asked: dict[str, int] = {}

    def rendered(_: object, *, count: int, name: str = "", **fixed: object) -> list[photographs.Rendered]:
        asked[name] = len(fixed)
        return [photograph] * count

    def errors_of(_: object, *, true_positions: bool = False) -> dict[str, float]:
        asked["measured"] = asked.get("measured", 0) + 1
        if asked["measured"] == 2:
            raise sm.MeasurementRefused("no_fit", "a", "b")
        return {"scalp": 1.0 + asked["measured"] % 2, "hair": float(true_positions)}

    monkeypatch.setattr(calibration_oracle, "rendered", rendered)
    monkeypatch.setattr(calibration_oracle, "errors_of", errors_of)
    rows = {row.row: row for row in calibration_oracle.rows(silent, count=2)}
    assert asked[""] == 0 and asked["even-light"] == 1
    assert {row.cases for row in rows.values()} == {1}
    assert rows["hair, chart positions of the truth, mean"].value == 1
    assert rows["hair, even light, mean"].against == {"as rendered": 0.0}
    assert all(row.detail and row.note == "1 of 2 refused in some variant" for row in rows.values())


def test_the_oracle_measures_as_the_bench_does(
    photograph: photographs.Rendered, opened: photographs.Opened
) -> None:
    cases = calibration.cases_of(photograph, opened, MATRIX)
    errors = calibration_oracle.errors_of(photograph)
    assert errors == pytest.approx({case.region: case.ours for case in cases if case.region in errors})
    placed = calibration_oracle.errors_of(photograph, true_positions=True)
    assert placed.keys() == errors.keys()
    assert all(abs(placed[region] - errors[region]) < 0.5 for region in errors)
