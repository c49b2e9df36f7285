# SPDX-License-Identifier: Apache-2.0
"""``shadematch profile PHOTO|CALIBRATION.json -o FILE``: write a calibration as an ICC profile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.files import keep_inputs, writing
from shadematch.cli.output import Document, form_of
from shadematch.cli.provenance import photo_document, photo_stub
from shadematch.cli.steps import ChartOptions, calibration_document, chart_file, find, read

if TYPE_CHECKING:
    from shadematch.photo import Encoding

Kind = Literal["clut", "matrix"]


def command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="PHOTO|CALIBRATION",
            readable=False,
            help="Photograph with a chart, or a file (.json) written by `calibrate`.",
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", readable=False, help="ICC profile.")
    ],
    kind: Annotated[
        Kind, typer.Option("--kind", help="A table of colors, or three curves and a matrix.")
    ] = "clut",
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            metavar="NAME|FILE",
            help="With a calibration: how the files are encoded that the profile is for; srgb, display-p3, "
            "adobe-rgb, linear-srgb, camera-linear or an ICC profile. A photograph brings its own.",
        ),
    ] = "",
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    rung: o.Rung = "auto",
    as_json: o.Json = False,
) -> None:
    """Write a calibration as an ICC input profile for programs that know no other form."""
    saved = source.suffix.lower() == ".json"
    if saved != bool(encoding):
        got = "none with a calibration" if saved else f"{encoding!r} with a photograph"
        raise typer.BadParameter(f"encoding: expected one with a calibration, and only there, got {got}")
    files = (source, chart_file(chart), profile, _icc_file(encoding))
    keep_inputs("output", output, files)
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile)
    chosen.check()
    if saved:
        chosen.check_unused(rung)
        _check_encoding(encoding)
        if profile is not None:
            raise typer.BadParameter("profile: expected none with a calibration, give --encoding, got one")
    batch = Batch(
        "shadematch-profile/1",
        work=lambda path: work(path, output, chosen, rung=rung, kind=kind, encoding=encoding),
        empty=lambda: {"output": None, "calibration": None, "profile": None},
        show="show_profile",
    )
    batch.run([source], form_of(as_json))


def work(
    path: Path, output: Path, options: ChartOptions, *, rung: str, kind: Kind, encoding: str
) -> Document:
    """One photograph or calibration."""
    import hashlib

    import shadematch as sm

    if encoding:
        calibration = sm.load_calibration(path)
        found, source = None, photo_stub(path)
        profile = sm.export_profile(calibration, _encoding(encoding), kind=kind)
    else:
        photo = read(path, options)
        found, source = find(photo, options), photo_document(path, photo)
        calibration = sm.calibrate(found, rung=rung)
        profile = sm.export_profile(calibration, photo, kind=kind)
    document: Document = {
        "photo": source,
        "output": str(output),
        "calibration": calibration_document(calibration, found),
        "profile": {
            "kind": kind,
            "description": profile.description,
            "sha256": hashlib.sha256(profile.bytes).hexdigest(),
            "mean_delta_e": profile.mean_delta_e,
            "max_delta_e": profile.max_delta_e,
            "colors": profile.colors,
        },
    }
    with writing("output", output, document, "output"):
        output.write_bytes(profile.bytes)
    return document


def _icc_file(encoding: str) -> Path | None:
    """File of ``--encoding``; None for a name.

    >>> _icc_file("srgb") is None, _icc_file("camera.icc")
    (True, PosixPath('camera.icc'))
    """
    return Path(encoding) if encoding.lower().endswith((".icc", ".icm")) else None


def _check_encoding(encoding: str) -> None:
    from shadematch.photo import encoding_of

    if _icc_file(encoding) is not None:
        return
    try:
        encoding_of("encoding", encoding)  # type: ignore[arg-type]  # this is the check
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _encoding(encoding: str) -> "Encoding":
    file = _icc_file(encoding)
    return file.read_bytes() if file else encoding  # type: ignore[return-value]  # _check_encoding did
