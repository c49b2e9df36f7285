# SPDX-License-Identifier: Apache-2.0
"""The benches: rows of the right form, baselines that are what they say, photographs that end in a result."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.bench import BENCHES, Row, Target, baselines, chart, photographs, run, whole_way
from shadematch.bench.markdown import BEGIN, END, replace_table, table
from shadematch.demo import camera_photo, scalp_photo, scalp_truth
from shadematch.schemas import validator
from shadematch.simulate import simulate_photos

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / photographs.REAL_PHOTOS


def silent(_: str) -> None:
    pass


def test_every_bench_has_a_module_with_rows() -> None:
    assert all(callable(import_module(module).rows) for module in BENCHES.values())


def test_a_row_without_a_figure_has_met_nothing() -> None:
    assert Row("a", "b", None, "x", target=Target(at_most=1)).met is None
    assert Row("a", "b", 1.0, "x").met is None
    assert Row("a", "b", 1.0, "x", target=Target(at_most=1)).met is True
    assert Row("a", "b", float("nan"), "x", target=Target(at_least=0)).met is False


def test_speed_rows_compare_side_by_side_and_fit_their_schema() -> None:
    rows = list(run(["speed"]))
    validator("bench").validate(json.loads(json.dumps([row.document() for row in rows])))
    assert rows[0].value is not None and rows[0].value > 0
    assert rows[0].against["colour-science"] > 0
    ratio = next(row for row in rows if row.row.endswith("colour-science"))
    assert ratio.value == pytest.approx(rows[0].value / rows[0].against["colour-science"])


def test_the_plain_matrix_recovers_a_linear_camera() -> None:
    rng = np.random.default_rng(3)
    matrix = np.array([[0.5, 0.3, 0.1], [0.3, 0.7, 0.2], [0.1, 0.1, 0.8]])
    rgb = rng.uniform(0.1, 0.9, (24, 3))
    lab = sm.lab_from_xyz(rgb @ matrix)
    fitted = baselines.fit_3x3(rgb, lab)
    np.testing.assert_allclose(fitted, matrix, atol=1e-9)
    np.testing.assert_allclose(baselines.apply_3x3(fitted, rgb), lab, atol=1e-6)


def test_assuming_srgb_takes_white_for_white() -> None:
    np.testing.assert_allclose(baselines.assume_srgb([1.0, 1.0, 1.0]), [100, 0, 0], atol=1e-6)


def test_left_out_errors_of_the_matrix_are_larger_than_its_own(real_chart: Any) -> None:
    rgb, lab = baselines.patches(real_chart)
    fit = sm.delta_e_ciede2000(lab, baselines.apply_3x3(baselines.fit_3x3(rgb, lab), rgb))
    assert baselines.left_out_3x3(real_chart).mean() > np.mean(fit)


@pytest.fixture(scope="module")
def real_chart() -> Any:
    return sm.find_chart(sm.read_photo(camera_photo()), photographs.CHART)


def test_the_calibration_bench_scores_a_rendered_photograph(tmp_path: Path) -> None:
    from shadematch.bench import calibration

    photograph = photographs.Rendered(tmp_path / "scalp.jpg", scalp_truth())
    photograph.path.write_bytes(scalp_photo())
    opened = photographs.open_photo(photograph.path)
    cases = calibration.cases_of(photograph, opened)
    assert [case.region for case in cases] == ["scalp", "hair", "stubble"]
    for case in cases:
        entry = photograph.truth["regions"][case.region]
        reading = sm.measure(opened.lab, entry["polygon"])
        truth = np.array(entry["lab"])
        assert case.ours == pytest.approx(float(sm.delta_e_ciede2000(truth, reading.lab)))
        assert case.srgb > 0 and case.matrix > 0


def test_rendered_photographs_are_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = photographs.rendered(silent, count=1, seed=9)
    written = first[0].path.stat().st_mtime_ns
    second = photographs.rendered(silent, count=1, seed=9)
    assert second == first and second[0].path.stat().st_mtime_ns == written
    assert ".cache" in first[0].path.parts


def test_a_changed_renderer_renders_anew(tmp_path: Path) -> None:
    code, data = tmp_path / "simulate" / "a.py", tmp_path / "data" / "simulate" / "b.csv"
    digests = set()
    for content in ((b"1", b"2"), (b"12", b""), (b"1", b"3")):
        for file, text in zip((code, data), content, strict=True):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        digests.add(photographs.renderer_digest(tmp_path))
    assert len(digests) == 3
    ours = photographs.renderer_digest(ROOT / "python" / "shadematch")
    assert ours not in digests


@pytest.mark.parametrize("photo", sorted(REAL.glob("*.[jp][pn]g")), ids=lambda path: path.name)
def test_the_whole_way_ends_in_a_ranking_or_a_refusal(photo: Path) -> None:
    regions = {"hair": [(10, 10), (60, 10), (60, 60), (10, 60)], "scalp": [(70, 10), (120, 10), (120, 60)]}
    assert whole_way.end_of(photo, regions) != "crash"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rendered_scalps_end_in_a_ranking_or_a_refusal(seed: int, tmp_path: Path) -> None:
    (photograph,) = simulate_photos(tmp_path, 1, seed)
    truth = json.loads(photograph.with_suffix(".json").read_text(encoding="utf-8"))
    regions = {name: truth["regions"][name]["polygon"] for name in ("hair", "scalp")}
    assert whole_way.end_of(photograph, regions) != "crash"


def test_a_crash_is_counted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sm, "match_photo", fail)
    assert whole_way.end_of(Path("a.jpg"), {"hair": [], "scalp": []}) == "crash"


def test_the_chart_bench_tells_right_from_wrong_places(tmp_path: Path, real_chart: Any) -> None:
    path = tmp_path / "camera.jpg"
    path.write_bytes(camera_photo())
    centers = [tuple(point) for point in real_chart.centers]
    assert chart.look(photographs.Real(path, centers))[0] == "right"
    assert chart.look(photographs.Real(path, centers[::-1]))[0] == "wrong"
    assert chart.look(photographs.Real(path, []))[0] == "false"


def test_the_table_of_the_readme_is_between_its_markers() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(BEGIN) == 1 and readme.count(END) == 1
    lines = readme.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    heads = table([]).splitlines()[1]
    assert lines[0] == heads and len(lines) > 2
    assert {line.count("|") - line.count("\\|") for line in lines} == {heads.count("|")}


def test_a_new_table_replaces_the_old_one_and_nothing_else() -> None:
    text = f"before\n{table([])}\nafter\n"
    new = table([Row("speed", "a", 2.0, "x")])
    assert replace_table(text, new) == f"before\n{new}\nafter\n"
    with pytest.raises(ValueError, match="expected a text with"):
        replace_table("no markers", new)
