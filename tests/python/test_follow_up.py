# SPDX-License-Identifier: Apache-2.0
"""A later visit beside the first one: in Python, on the command line, and in the bench."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from command_line import SCALP, SKIN, document, run
from shadematch.bench import repeatability
from shadematch.cli.failure import ExitCode

PHOTOS = Path(__file__).parents[1] / "data" / "charts"


def chart_of(name: str) -> sm.Chart:
    kind = name.split("_", maxsplit=1)[0]
    return sm.find_chart(sm.read_photo(PHOTOS / f"{name}.jpg"), f"colorchecker-{kind}")


@pytest.fixture(scope="module")
def visits() -> tuple[sm.Calibration, sm.Calibration]:
    first = sm.calibrate(chart_of("mini_1"), rung="follow-up")
    return first, sm.calibrate(chart_of("mini_2"), baseline=first)


def test_the_report_of_a_later_visit_tells_what_moved(visits: Any) -> None:
    first, later = visits
    assert later.rung == first.rung
    assert first.report()["follow_up"] is None
    moved = later.report()["follow_up"]
    assert moved["baseline_sha256"] == sm.read_photo(PHOTOS / "mini_1.jpg").metadata.sha256
    grays = [
        {patch["id"]: patch["rgb"] for patch in json.loads(each.to_json())["patches"] if patch["id"] > 18}
        for each in visits
    ]
    ratios = [np.divide(grays[1][patch], grays[0][patch]) for patch in grays[0]]
    np.testing.assert_allclose(moved["gain"], np.exp(np.mean(np.log(ratios), axis=0)))
    assert sm.Calibration.from_json(later.to_json()) == later


def test_one_name_with_other_values_is_no_baseline(visits: Any) -> None:
    changed = json.loads(visits[0].to_json())
    changed["patches"][4]["reference"][0] += 0.5
    with pytest.raises(
        sm.MeasurementRefused, match=r"expected the values of the baseline .* at patch 5"
    ) as caught:
        sm.calibrate(chart_of("mini_2"), baseline=sm.Calibration.from_json(json.dumps(changed)))
    assert caught.value.code == "baseline_edition"


def test_a_later_visit_never_changes_the_way_of_measuring(visits: Any) -> None:
    with pytest.raises(sm.MeasurementRefused, match="expected the rung of the baseline") as caught:
        sm.calibrate(chart_of("mini_2"), rung="matrix", baseline=visits[0])
    assert caught.value.code == "baseline_rung"
    with pytest.raises(sm.MeasurementRefused, match="expected the chart of the baseline") as caught:
        sm.calibrate(chart_of("classic_1"), baseline=visits[0])
    assert caught.value.code == "baseline_chart"


def test_a_change_of_one_skin_between_two_looks_at_it_is_none() -> None:
    lab = sm.calibrate(sm.find_chart(sm.read_photo(SCALP)), rung="follow-up").to_lab(sm.read_photo(SCALP))
    before, after = (sm.measure(lab, (x, 888, 150, 240)) for x in (834, 1000))
    change = sm.color_change(before, after)
    np.testing.assert_array_equal(change.step, after.lab - before.lab)
    np.testing.assert_array_equal(change.covariance, before.visit_covariance + after.visit_covariance)
    assert np.all(np.linalg.eigvalsh(before.covariance - before.visit_covariance) > 0)
    assert change.low == 0.0
    assert change.delta_e < change.high
    assert change.delta_e == pytest.approx(sm.delta_e_ciede2000(before.lab, after.lab))


def test_every_command_follows_a_baseline(tmp_path: Path) -> None:
    baseline = tmp_path / "first.json"
    assert run("calibrate", SCALP, "--rung", "follow-up", "-o", baseline).exit_code == ExitCode.DONE
    rung = sm.load_calibration(baseline).rung
    measure = ("measure", SCALP, "--region", f"scalp={SKIN}", "--baseline", baseline, "--json")
    assert document("measure", run(*measure))["calibration"]["rung"] == rung
    refused = run(*measure, "--rung", "gain")
    assert refused.exit_code == ExitCode.REFUSED
    assert document("measure", refused)["reason"] == "baseline_rung"
    assert run("calibrate", SCALP, "--baseline", baseline, "-o", baseline).exit_code == ExitCode.USAGE


def test_the_bench_takes_what_is_alike_for_alike() -> None:
    lab = np.array([50.0, 10.0, 10.0])
    same = [{1: lab, 2: lab + 5}, {1: lab, 2: lab + 5, 3: lab}]
    np.testing.assert_array_equal(repeatability.distances(same), np.zeros(4))
    step = np.array([1.0, 0.0, 0.0])
    apart = [{1: lab + step}, {1: lab - step}]
    expected = float(sm.delta_e_ciede2000(lab, lab + step))
    assert repeatability.distances(apart).mean() == pytest.approx(expected, rel=0.02)


def test_one_chart_in_several_lights_keeps_its_color() -> None:
    charts = [chart_of(f"mini_{index}") for index in (1, 2, 3)]
    rows = {row.row.split(", ")[-1]: row for row in repeatability._rows_of("Mini", charts, 0.8)}
    mean = rows["mean"]
    assert mean.met
    assert mean.value is not None and mean.value < mean.against["3x3"] < mean.against["uncorrected"]
    assert rows["no change inside the 95 % region of a change"].cases == 72
