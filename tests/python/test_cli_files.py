# SPDX-License-Identifier: Apache-2.0
"""Files and streams that the command line cannot use, and files that it must not touch."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import shadematch as sm
from command_line import HAIR, MATCH, SCALP, SKIN, document, plain, run
from shadematch.cli.failure import ExitCode


def test_an_output_never_replaces_an_input(tmp_path: Path) -> None:
    photo, link, catalogue = tmp_path / "a.jpg", tmp_path / "link.jpg", tmp_path / "c.json"
    photo.write_bytes(SCALP.read_bytes())
    link.hardlink_to(photo)
    sm.bundled_catalogue().save(catalogue)
    before = catalogue.read_bytes()
    match = ("match", photo, "--hair", HAIR, "--catalogue", catalogue, "--calibration", catalogue)
    card = ("chart-card", "--values", catalogue)
    for arguments in (
        ("calibrate", photo, "-o", photo),
        ("calibrate", photo, "-o", link),
        ("calibrate", photo, "-o", tmp_path / "x" / ".." / "a.jpg"),
        (*match, "--card", photo),
        (*match, "--card", catalogue),
        (*card, "-o", tmp_path / "c.svg", "--json-out", catalogue),
        (*card, "-o", catalogue, "--json-out", tmp_path / "c2.json"),
    ):
        result = run(*arguments)
        assert result.exit_code == ExitCode.USAGE, result.output
        assert "expected a file that is no input" in plain(result.stderr)
    assert photo.read_bytes() == SCALP.read_bytes() and catalogue.read_bytes() == before


@pytest.mark.parametrize("unused", [("--rung", "matrix"), ("--edition", "before-2014"), ("--baseline", "x")])
@pytest.mark.parametrize("command", ["measure", "match", "profile"])
def test_what_a_saved_calibration_decides_is_refused_instead_of_ignored(
    command: str, unused: tuple[str, str]
) -> None:
    arguments = {
        "measure": (SCALP, "--region", f"a={SKIN}", "--calibration", "light.json"),
        "match": (SCALP, "--hair", HAIR, "--calibration", "light.json"),
        "profile": ("light.json", "--encoding", "srgb", "-o", "x.icc"),
    }
    if (command, unused[0]) == ("profile", "--baseline"):
        unused = ("--chart", "colorchecker-mini")
    result = run(command, *arguments[command], *unused)
    assert result.exit_code == ExitCode.USAGE, result.output
    name = unused[0].removeprefix("--")
    assert f"{name}: expected none with a saved calibration, which holds its own" in plain(result.stderr)


def test_a_file_without_an_end_is_no_photograph() -> None:
    result = run("chart", "/dev/zero", "--json")
    found = document("chart", result)
    assert (result.exit_code, found["status"], found["photo"]["sha256"]) == (
        ExitCode.UNREADABLE,
        "unreadable",
        None,
    )


@pytest.mark.parametrize("option", ["--calibration", "--baseline"])
def test_a_calibration_in_another_encoding_is_named(option: str, tmp_path: Path) -> None:
    binary = tmp_path / "c.json"
    binary.write_bytes(b"\xff\xd8")
    result = run("measure", SCALP, "--region", f"a={SKIN}", option, binary, "--json")
    found = document("measure", result)
    assert (result.exit_code, found["reason"]) == (ExitCode.UNREADABLE, "not_utf8")
    assert found["message"] == f"{binary}: expected UTF-8, got another encoding at byte 0."


def test_an_output_may_bear_the_name_of_a_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("calibrate", SCALP, "-o", "colorchecker-classic").exit_code == ExitCode.DONE


def test_a_photograph_without_read_permission_and_a_folder_are_rows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed = tmp_path / "closed.jpg"
    closed.write_bytes(b"")
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *rest, **more: str(path) != str(closed) and access(path, *rest, **more)
    )
    result = run("chart", closed, tmp_path, SCALP, "--json")
    rows = document("chart", result)
    assert [row["status"] for row in rows] == ["unreadable", "unreadable", "done"]
    assert result.exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize("command", [("chart", SCALP), ("measure", SCALP, "--region", f"a={HAIR}"), MATCH])
def test_the_csv_of_every_command_names_the_photograph_by_its_path(command: tuple[Any, ...]) -> None:
    (row,) = csv.DictReader(io.StringIO(run(*command, "--csv").stdout))
    assert row["photo"] == str(SCALP) and row["status"] == "done"
    assert row["sha256"] == hashlib.sha256(SCALP.read_bytes()).hexdigest()


def test_a_bad_catalogue_gives_a_json_document_for_each_photograph(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.csv"
    file.write_text("record,id\nstock\n")
    result = run(*MATCH, "--catalogue", file, "--json")
    found = document("match", result)
    assert result.exit_code == ExitCode.UNREADABLE and found["status"] == "unreadable"
    assert "catalogue.csv" in found["message"] and found["ranking"] is None


def test_a_card_that_cannot_be_written_does_not_cost_the_ranking(tmp_path: Path) -> None:
    matched = document("match", run(*MATCH, "--json"))
    result = run(*MATCH, "--card", tmp_path, "--json")
    found = document("match", result)
    assert result.exit_code == ExitCode.UNREADABLE and found["reason"] == "not_writable"
    assert found["ranking"] == matched["ranking"] and found["card"] is None
    shown = run(*MATCH, "--card", tmp_path)
    assert f"cannot write {tmp_path}" in shown.stderr.replace("\n", "")
    assert matched["ranking"]["matches"][0]["mix_id"] in shown.stdout


def test_a_calibration_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    result = run("calibrate", SCALP, "-o", tmp_path / "missing" / "c.json", "--json")
    found = document("calibrate", result)
    assert result.exit_code == ExitCode.UNREADABLE and found["reason"] == "not_writable"
    assert "cannot write" in found["message"] and found["output"] is None and found["report"]


def test_files_that_no_command_can_use_end_it_with_a_sentence(tmp_path: Path) -> None:
    file, folder, bad = tmp_path / "file", tmp_path / "folder.json", tmp_path / "bad.json"
    file.write_text("x")
    folder.mkdir()
    bad.write_text("{")
    for arguments, named in (
        (("chart", SCALP, "--chart", tmp_path / "no.json"), "no.json"),
        (("chart", SCALP, "--chart", folder), "folder.json"),
        (("chart", SCALP, "--chart", bad), "bad.json"),
        (("simulate", file, "-n", "1"), "file"),
        (("simulate", file / "inner", "-n", "1"), "inner"),
        (("demo", "--out", file / "inner"), "inner"),
    ):
        result = run(*arguments)
        assert result.exit_code == ExitCode.UNREADABLE, (arguments, result.output)
        assert named in plain(result.stderr) and "Traceback" not in result.stderr


def test_match_warns_when_no_mix_is_left() -> None:
    result = run(*MATCH, "--brand", "nope")
    assert result.exit_code == ExitCode.DONE and "no mix left: 124 excluded" in plain(result.stderr)
    warnings = document("match", run(*MATCH, "--brand", "nope", "--json"))["ranking"]["warnings"]
    assert any("no mix left: 124 excluded" in each for each in warnings)


def test_simulate_refuses_the_folder_of_another_seed(tmp_path: Path) -> None:
    assert run("simulate", tmp_path, "-n", "1", "--seed", "1").exit_code == ExitCode.DONE
    result = run("simulate", tmp_path, "-n", "1", "--seed", "2")
    assert result.exit_code == ExitCode.USAGE and "another seed" in plain(result.stderr)


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m shadematch {line}"
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, env=os.environ | environment
    )


@pytest.mark.parametrize("to", [">&-", "> /dev/full"])
@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_results_without_a_place_to_go_are_one_line_on_stderr(to: str, form: str) -> None:
    done = shell(f"chart {SCALP} {form} {to}")
    assert done.returncode == ExitCode.DIFFERS
    assert done.stderr.count("\n") == 1 and "expected a standard output that takes the results" in done.stderr


def test_a_terminal_without_unicode_gets_every_result(tmp_path: Path) -> None:
    photo = tmp_path / "kopfhaut-ä.jpg"
    photo.write_bytes(SCALP.read_bytes())
    plain_c = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell(f"chart {photo} --json", **plain_c)
    assert done.returncode == ExitCode.DONE and done.stdout.isascii()
    assert os.fsencode(json.loads(done.stdout)["photo"]["path"]) == os.fsencode(photo)
    for form in ("", "--csv"):
        assert shell(f"chart {photo} {form}", **plain_c).returncode == ExitCode.DONE
    assert shell(f"match {photo} --hair {HAIR} --scalp {SKIN}", **plain_c).returncode == ExitCode.DONE
