# SPDX-License-Identifier: Apache-2.0
"""`shadematch profile`, and `--profile` of the other commands."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image

import photo_files as files
import shadematch as sm
from command_line import SCALP, SKIN, document, plain, run
from shadematch.cli.failure import ExitCode


@pytest.fixture(scope="module")
def calibration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("calibration") / "light.json"
    assert run("calibrate", SCALP, "--rung", "tone+affine", "-o", path).exit_code == ExitCode.DONE
    return path


@pytest.mark.parametrize("kind", ["clut", "matrix"])
def test_a_photograph_and_its_calibration_give_the_same_profile(
    kind: str, calibration: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.icc"
    with Image.open(SCALP) as picture:
        own.write_bytes(picture.info["icc_profile"])
    first, second = tmp_path / "a.icc", tmp_path / "b.icc"
    result = run("profile", SCALP, "--rung", "tone+affine", "--kind", kind, "-o", first, "--json")
    found = document("profile", result)
    assert result.exit_code == ExitCode.DONE
    assert found["profile"]["kind"] == kind
    assert found["profile"]["max_delta_e"] < 0.5
    assert found["profile"]["sha256"] == hashlib.sha256(first.read_bytes()).hexdigest()
    assert found["calibration"]["rung"] == "tone+affine"
    result = run("profile", calibration, "--encoding", own, "--kind", kind, "-o", second)
    assert result.exit_code == ExitCode.DONE
    assert "CIEDE2000 from the calibration 0.0" in plain(result.stdout)
    assert second.read_bytes() == first.read_bytes()


def test_a_calibration_needs_the_encoding_and_a_photograph_brings_its_own(
    calibration: Path, tmp_path: Path
) -> None:
    for arguments in ((calibration,), (SCALP, "--encoding", "srgb")):
        result = run("profile", *arguments, "-o", tmp_path / "x.icc")
        assert result.exit_code == ExitCode.USAGE
        assert "encoding: expected one with a calibration, and only there" in plain(result.stderr)
    result = run("profile", calibration, "--encoding", "p3", "-o", tmp_path / "x.icc")
    assert result.exit_code == ExitCode.USAGE
    assert "encoding: expected an encoding of unknown, srgb" in plain(result.stderr)


def test_the_encoding_may_be_a_file_and_is_never_replaced(calibration: Path, tmp_path: Path) -> None:
    p3, output = tmp_path / "p3.icc", tmp_path / "out.icc"
    p3.write_bytes(files.icc_profile("p3"))
    arguments = ("profile", calibration, "--encoding", p3, "-o")
    assert run(*arguments, output).exit_code == ExitCode.DONE
    assert b"for files in test p3" in output.read_bytes()
    assert run(*arguments, p3).exit_code == ExitCode.USAGE
    assert p3.read_bytes() == files.icc_profile("p3")


def test_what_a_calibration_cannot_be_is_refused_with_its_reason(tmp_path: Path) -> None:
    arguments = ("profile", SCALP, "--rung", "tone+root-polynomial", "--kind", "matrix", "--json", "-o")
    result = run(*arguments, tmp_path / "x.icc")
    found = document("profile", result)
    assert (result.exit_code, found["reason"]) == (ExitCode.REFUSED, "not_a_matrix")
    assert found["profile"] is None
    assert not (tmp_path / "x.icc").exists()


def test_a_profile_that_cannot_be_written_keeps_its_figures(calibration: Path, tmp_path: Path) -> None:
    result = run("profile", calibration, "--encoding", "srgb", "--json", "-o", tmp_path / "no" / "x.icc")
    found = document("profile", result)
    assert (result.exit_code, found["reason"]) == (ExitCode.UNREADABLE, "not_writable")
    assert found["output"] is None
    assert found["profile"]["max_delta_e"] < 0.5


def test_every_command_develops_with_the_profile_that_was_given(tmp_path: Path) -> None:
    p3 = tmp_path / "p3.icc"
    p3.write_bytes(files.icc_profile("p3"))
    own = document("chart", run("chart", SCALP, "--json"))
    given = document("chart", run("chart", SCALP, "--profile", p3, "--json"))
    patch = given["patches"][14]
    assert patch["rgb"] != own["patches"][14]["rgb"]
    expected = sm.find_chart(sm.read_photo(SCALP, profile=p3), "colorchecker-classic").patches[14]
    assert patch["rgb"] == expected.rgb.tolist()
    measure = ("measure", SCALP, "--region", f"scalp={SKIN}", "--rung", "gain", "--json")
    plainly, developed = (document("measure", run(*measure, *more)) for more in ((), ("--profile", p3)))
    assert plainly["regions"] != developed["regions"]
    missing = document("chart", run("chart", SCALP, "--profile", tmp_path / "no.icc", "--json"))
    assert missing["reason"] == "not_found"


def test_a_saved_calibration_of_another_development_is_refused(calibration: Path, tmp_path: Path) -> None:
    p3 = tmp_path / "p3.icc"
    p3.write_bytes(files.icc_profile("p3"))
    result = run(
        "measure", SCALP, "--region", f"scalp={SKIN}", "--calibration", calibration, "--profile", p3, "--json"
    )
    found = document("measure", result)
    assert (result.exit_code, found["reason"]) == (ExitCode.REFUSED, "does_not_fit")
    assert "expected a photo developed with its own profile" in found["message"]
