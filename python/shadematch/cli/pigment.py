# SPDX-License-Identifier: Apache-2.0
"""``shadematch pigment fit FILE``: from drawdowns to stocks of a catalogue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.failure import ExitCode, failure_of
from shadematch.cli.files import keep_inputs
from shadematch.cli.output import Document, Form, form_of, now_and_then, stderr, stdout, write_json
from shadematch.cli.provenance import file_sha256, versions

if TYPE_CHECKING:
    from shadematch.film import FilmSurface
    from shadematch.stock_fit import SampleFit, StockFit

app = typer.Typer(help="Work on pigments.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    pass


@app.command("fit")
def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Drawdowns; docs/mixing.md lists the columns.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the stocks there, a catalogue.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Write a picture of the fit there, SVG.")
    ] = None,
    surface: Annotated[
        str | None,
        typer.Option(
            help="Of the films: refractive index,mirrored part. 1.5,0.04 is glossy. Default: the best."
        ),
    ] = None,
    as_json: o.Json = False,
) -> None:
    """Fit absorption and scattering of stocks, and predict each sample from the others."""
    for name, path in (("out", out), ("plot", plot)):
        keep_inputs(name, path, [file])
    if out is not None and plot is not None and out.resolve() == plot.resolve():
        raise typer.BadParameter(f"expected two files for --out and --plot, got {str(out)!r} twice")
    document, found, code = fit(file, surface_of(surface))
    if found is not None:
        _write(found, file, out, plot)
    if form_of(as_json) is Form.JSON:
        write_json(document)
    elif code == ExitCode.DONE:
        _print(document)
        for warning in document["warnings"]:
            stderr().print(f"warning: {warning}", markup=False, soft_wrap=True)
    else:
        stderr().print(f"{document['message']} {document['advice']}".strip(), markup=False, soft_wrap=True)
    raise typer.Exit(code)


def surface_of(text: str | None) -> "FilmSurface | None":
    """Surface that the option names; None: to be chosen.

    >>> surface_of("1.5,0.04").mirrored
    0.04
    """
    from shadematch.film import FilmSurface

    if text is None:
        return None
    try:
        refractive_index, mirrored = (float(part) for part in text.split(","))
    except ValueError:
        raise typer.BadParameter(f"surface: expected two numbers like 1.5,0.04, got {text!r}") from None
    if not (1.01 <= refractive_index <= 2 and 0 <= mirrored <= 0.1):
        raise typer.BadParameter(f"surface: expected 1.01 to 2, then 0 to 0.1, got {text!r}")
    return FilmSurface(refractive_index=refractive_index, mirrored=mirrored)


def fit(file: Path, surface: "FilmSurface | None") -> "tuple[Document, StockFit | None, ExitCode]":
    """Return the document of the fit, the fit and the exit code."""
    from shadematch.film import read_drawdowns
    from shadematch.stock_fit import fit_stocks

    head: Document = {"schema": "shadematch-pigment-fit/1", "versions": versions(), "file": str(file)}
    head |= {"sha256": file_sha256(file), "status": "done", "reason": None, "message": None, "advice": None}
    head |= {
        "surface": None,
        "noise": None,
        "converged": None,
        "stocks": [],
        "films": [],
        "left_out": None,
        "warnings": [],
    }
    try:
        table = read_drawdowns(file)
        with _progress() as progress:
            found = fit_stocks(table, surface=surface, progress=progress)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        wrong = {"status": failure.status, "reason": failure.reason, "message": failure.message}
        fitted = isinstance(error, ValueError) and failure.reason == "does_not_fit"
        advice = "Correct what is named in the drawdowns, or leave it out." if fitted else failure.advice
        return head | wrong | {"advice": advice}, None, failure.exit_code
    return head | _result(found), found, ExitCode.DONE


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show what is under way: the step on a terminal, a line now and then in a log."""
    from rich.markup import escape

    console = stderr()
    if not console.is_terminal:
        yield now_and_then()
        return
    with console.status("") as status:
        yield lambda step: status.update(escape(step))


def _result(found: "StockFit") -> Document:
    import numpy as np

    used, errors = found.fit.surface, found.left_out
    inside = [each.inside for each in found.samples if each.inside is not None]
    return {
        "surface": {"refractive_index": used.refractive_index, "mirrored": used.mirrored},
        "noise": found.fit.noise,
        "converged": found.fit.converged,
        "stocks": [
            {"id": stock_id, "name": name, "k": list(each.K), "s": list(each.S)}
            for stock_id, name, each in zip(found.ids, found.names, found.fit.stocks, strict=True)
        ],
        "warnings": found.warnings,
        "films": [_film(each) for each in found.samples],
        "left_out": {
            "films": len(errors),
            "mean": float(errors.mean()),
            "median": float(np.median(errors)),
            "p90": float(np.percentile(errors, 90)),
            "inside_90_percent_region": float(np.mean(inside)),
        }
        if len(errors)
        else None,
    }


def _film(each: "SampleFit") -> Document:
    return {
        "name": each.name,
        "parts": each.parts,
        "lab": each.lab.tolist(),
        "fitted_lab": each.fitted_lab.tolist(),
        "left_out_lab": None if each.left_out_lab is None else each.left_out_lab.tolist(),
        "delta_e_fitted": each.delta_e_fitted,
        "delta_e_left_out": each.delta_e_left_out,
        "inside_90_percent_region": each.inside,
    }


def _write(found: "StockFit", file: Path, out: Path | None, plot: Path | None) -> None:
    from shadematch.stock_fit import stock_catalogue
    from shadematch.stock_plot import stock_plot

    if out is not None:
        stock_catalogue(found, source=file.name).save(out)
    if plot is not None:
        plot.write_text(stock_plot(found, title=file.name), encoding="utf-8")


def _print(document: Document) -> None:
    from rich.table import Table

    table = Table("film", "parts", "fitted ΔE00", "left out ΔE00", "in its 90 % region")
    for film in document["films"]:
        parts = ", ".join(f"{name} {100 * part:.3g} %" for name, part in film["parts"].items())
        left_out = film["delta_e_left_out"]
        inside = {True: "yes", False: "no", None: ""}[film["inside_90_percent_region"]]
        shown = "" if left_out is None else f"{left_out:.2f}"
        table.add_row(film["name"], parts, f"{film['delta_e_fitted']:.2f}", shown, inside)
    stdout().print(table)
    surface, left_out = document["surface"], document["left_out"]
    stdout().print(
        f"{len(document['stocks'])} stocks; surface n {surface['refractive_index']:g}, mirrored "
        f"{surface['mirrored']:g}; noise {document['noise']:.4f} (cube root of reflectance). "
        + (
            f"Left out: ΔE00 mean {left_out['mean']:.2f}, median {left_out['median']:.2f}, "
            f"90th percentile {left_out['p90']:.2f} (D65, 2 degrees)."
            if left_out
            else "No sample could be left out: each holds a stock that no other does."
        ),
        soft_wrap=True,
    )
