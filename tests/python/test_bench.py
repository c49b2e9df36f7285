# SPDX-License-Identifier: Apache-2.0
"""The benches: rows of the right form, baselines that are what they say, photographs that end in a result."""

import json
import os
import subprocess
from collections.abc import Generator, Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import shadematch as sm
from shadematch.bench import (
    BENCHES,
    ON_REQUEST,
    RENDERED,
    Row,
    Target,
    chart,
    photographs,
    run,
    speed,
    speed_program,
    speed_search,
    speed_start,
    whole_way,
)
from shadematch.bench.markdown import BEGIN, END, replace_table, table
from shadematch.demo import camera_photo
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


def test_a_row_shows_its_note_beside_what_it_is_compared_with() -> None:
    assert Row("a", "b", 1.0, "x", {"c": 2.0}, note="d not installed").cells()[4] == "c 2, d not installed"
    assert Row("a", "b", None, "x", note="nothing there").cells()[2:5] == ("nothing there", "x", "")


def test_benches_that_take_a_number_of_photographs_are_named() -> None:
    taking = {
        name
        for name, module in BENCHES.items()
        if "count" in signature(import_module(module).rows).parameters
    }
    assert taking == set(RENDERED)
    assert set(ON_REQUEST) <= set(BENCHES)


def test_a_number_of_photographs_reaches_the_benches_that_render(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(_: object, *, count: int = 0) -> Iterator[Row]:
        yield Row("a", "b", count, "x")

    monkeypatch.setattr(whole_way, "rows", rows)
    assert [row.value for row in run(["whole-way"], count=3)] == [3]
    assert [row.value for row in run(["whole-way"])] == [0]


def test_speed_rows_of_python_compare_side_by_side_and_fit_their_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speed, "_REPETITIONS", 3)
    monkeypatch.setattr(speed, "_COLORS", 4096)
    monkeypatch.setattr(speed_search, "_HEIGHT", 40)
    monkeypatch.setattr(speed_search, "_MIXES", 500)
    monkeypatch.setattr(speed_search, "_REPETITIONS", 3)
    monkeypatch.setattr(speed_start, "_REPETITIONS", 3)
    monkeypatch.setattr(speed, "program_rows", lambda *_: iter(()))
    rows = list(run(["speed"]))
    validator("bench").validate(json.loads(json.dumps([row.document() for row in rows])))
    ratio = next(row for row in rows if row.row.endswith("float64, times colour-science"))
    assert ratio.value == pytest.approx(
        ratio.against["ours Mpairs/s"] / ratio.against["colour-science Mpairs/s"]
    )
    nearest = next(row for row in rows if row.row.startswith("nearest of 1e5 mixes"))
    assert nearest.value == pytest.approx(nearest.against["scipy us"] / nearest.against["ours us"])
    start = next(row for row in rows if row.row.endswith("beyond `import numpy`"))
    assert start.value == pytest.approx(start.against["all ms"] - start.against["numpy ms"])
    assert start.against["all ms"] > 10.0  # an interpreter alone takes as long
    # Those two, numpy on one thread, two types of number by two peers; who is missing has a row that says so.
    assert len(rows) == 7


def test_the_compiled_bench_prints_rows_and_names_its_topics() -> None:
    if not speed_program.PROGRAM.is_file():
        pytest.skip("bench_speed is not built")
    asked = [speed_program.PROGRAM, "nothing"]
    refused = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "bench_speed: expected topics out of ciede2000" in refused.stderr
    assert refused.stderr.endswith(", got nothing\n")
    assert refused.stderr.split("out of ")[1].split(",")[0].split() == list(speed.TOPICS)
    rows = list(run(["speed"], parts=("ciede2000", "pixels")))
    validator("bench").validate(json.loads(json.dumps([row.document() for row in rows])))
    errors = [row for row in rows if row.row.startswith("CIEDE2000, largest error")]
    assert len(errors) >= 3 and all(row.met for row in errors)
    ours = next(row for row in rows if row.row == "CIEDE2000, two colors, times Little CMS")
    rate, theirs = ours.against["ours Mpairs/s"], ours.against["Little CMS Mpairs/s"]
    assert ours.value == pytest.approx(rate / theirs) and "spread" in ours.note


def test_a_program_that_fails_is_a_row_that_says_why(tmp_path: Path) -> None:
    program = tmp_path / "bench_speed"
    program.write_text("#!/bin/sh\necho 'bench_speed: no colors' >&2\nexit 1\n")
    program.chmod(0o755)
    (row,) = speed_program.program_rows(silent, ["pixels"], program)
    assert row.row == "compiled kernels, pixels"
    assert row.value is None and row.note == "bench_speed failed: bench_speed: no colors"


_LINE = {"row": "a", "value": 1, "unit": "x", "against": {}, "cases": 1, "seed": 1, "note": ""}


def test_rows_of_a_program_come_as_they_are_measured_and_it_ends_with_who_asked(tmp_path: Path) -> None:
    program, pid = tmp_path / "bench_speed", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {pid}\necho '{json.dumps(_LINE)}'\nexec sleep 600\n")
    program.chmod(0o755)
    said: list[str] = []
    rows = speed_program.program_rows(said.append, ["pixels"], program)
    assert next(rows).row == "a"
    assert said == ["speed: pixels", "speed: pixels, after a"]
    assert isinstance(rows, Generator)
    rows.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_parts_of_a_bench_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "program_rows", lambda _, topics: iter([Row("speed", *topics, None, "x")]))
    assert [row.row for row in run(["speed"], parts=["pixels"])] == ["pixels"]
    monkeypatch.setattr(speed, "_IN_PYTHON", {"start": lambda: iter([Row("speed", "b", None, "x")])})
    assert [row.row for row in run(["speed"], parts=["start"])] == ["b"]


@pytest.fixture(scope="module")
def real_chart() -> Any:
    return sm.find_chart(sm.read_photo(camera_photo()), photographs.CHART)


def test_rendered_photographs_are_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = photographs.rendered(silent, count=1, seed=9)
    written = first[0].path.stat().st_mtime_ns
    second = photographs.rendered(silent, count=1, seed=9)
    assert second == first and second[0].path.stat().st_mtime_ns == written
    assert ".cache" in first[0].path.parts


def test_fixed_parameters_of_a_name_change_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    size = {"width": 480, "height": 360}
    plain = photographs.rendered(silent, count=1, seed=9, name="small", **size)[0]
    even = photographs.rendered(silent, count=1, seed=9, name="even", gradient=(0.0, 0.0, 0.0), **size)[0]
    assert plain.path != even.path
    there, here = plain.truth["parameters"], even.truth["parameters"]
    assert {key for key in there if there[key] != here[key]} == {"gradient"}
    assert here["gradient"] == [0, 0, 0]


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
    assert chart.look(photographs.Real(path, centers)).verdict == "right"
    assert chart.look(photographs.Real(path, centers[::-1])).verdict == "wrong"
    assert chart.look(photographs.Real(path, [])).verdict == "false"


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
