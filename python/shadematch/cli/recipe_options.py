# SPDX-License-Identifier: Apache-2.0
"""Options of the commands that look for recipes, each declared once, and what they mean."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shadematch.cli.failure import ExitCode, failure_of
from shadematch.cli.output import Document
from shadematch.cli.provenance import file_sha256, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from shadematch.formulate import FormulationOptions
    from shadematch.healing import Healing
    from shadematch.pigment import Catalogue


@dataclass(frozen=True)
class Lab:
    """A color on the command line, or a reading of a measured photograph."""

    values: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] | None = None

    @property
    def target(self) -> Any:
        """As `formulate` takes it."""
        return self.values if self.covariance is None else (self.values, self.covariance)


def lab_of(text: str) -> Lab:
    """Read ``L,a,b``, or ``FILE:REGION`` of what ``shadematch measure --json`` wrote.

    >>> lab_of("62,12,16").values
    (62.0, 12.0, 16.0)
    """
    file, _, region = text.rpartition(":")
    if file:
        return _reading(Path(file), region)
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != 3:
        raise typer.BadParameter(f"expected three numbers L,a,b or FILE:REGION, got {text!r}")
    return Lab(values)


def _reading(file: Path, region: str) -> Lab:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(
            f"{file}: expected JSON of `shadematch measure --json`, got {error}"
        ) from None
    rows = document if isinstance(document, list) else [document]
    found = [
        row["regions"][region]
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("regions"), dict) and region in row["regions"]
    ]
    if len(found) != 1:
        raise typer.BadParameter(f"{file}: expected one measured region {region!r}, got {len(found)}")
    reading = found[0]
    return Lab(tuple(reading["lab"]), tuple(tuple(row) for row in reading["covariance"]))


CatalogueFile = Annotated[
    Path, typer.Option("--catalogue", metavar="FILE", readable=False, help="Stocks with optical data.")
]
Target = Annotated[
    Lab,
    typer.Option(
        "--target",
        parser=lab_of,
        metavar="L,a,b|FILE:REGION",
        help="Color to reach, D50, 2 degrees; or a region of `measure --json`.",
    ),
]
Skin = Annotated[
    Lab,
    typer.Option(
        "--skin",
        parser=lab_of,
        metavar="L,a,b|FILE:REGION",
        help="The client's bare skin: healed dots in it.",
    ),
]
HealingFile = Annotated[
    Path | None,
    typer.Option(
        "--healing", metavar="FILE", readable=False, help="Written by `skin fit`; else a prior is taken."
    ),
]
Colorants = Annotated[int, typer.Option("--colorants", help="Most stocks that color, 1 to 4.")]
CupMl = Annotated[float | None, typer.Option("--cup-ml", help="Most ml in the cup.")]
StepMl = Annotated[
    float | None, typer.Option("--step-ml", help="Dispense steps of a syringe of so many ml, not drops.")
]
MaxDilution = Annotated[
    float | None, typer.Option("--max-dilution", metavar="N", help="Most ml of diluent to one of pigment.")
]
Mandatory = Annotated[list[str] | None, typer.Option("--with", metavar="ID", help="A stock of every cup.")]
Forbidden = Annotated[list[str] | None, typer.Option("--without", metavar="ID", help="A stock of no cup.")]
Brands = Annotated[
    list[str] | None, typer.Option("--brand", metavar="NAME", help="Only stocks of these brands.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude-ingredient", metavar="NAME", help="Allergen: a CI number or a name."),
]
InStock = Annotated[bool, typer.Option("--in-stock", help="Only stocks on the shelf.")]
NoDiluent = Annotated[bool, typer.Option("--no-diluent", help="No diluent in any cup: stocks as they are.")]


def options_of(
    *,
    colorants: int = 3,
    cup_ml: float | None = None,
    step_ml: float | None = None,
    max_dilution: float | None = None,
    mandatory: list[str] | None = None,
    forbidden: list[str] | None = None,
    brands: list[str] | None = None,
    exclude: list[str] | None = None,
    in_stock: bool = False,
    no_diluent: bool = False,
    top: int = 12,
) -> "FormulationOptions":
    """Take what the command line says of a cup."""
    from shadematch.formulate import FormulationOptions

    options = FormulationOptions()
    options.most_colorants, options.cup_ml, options.step_ml = colorants, cup_ml, step_ml
    options.mandatory, options.forbidden = mandatory or [], forbidden or []
    options.dilute, options.most_recipes = not no_diluent, top
    stocks = options.stocks
    stocks.max_diluent_per_pigment = max_dilution
    stocks.brands, stocks.excluded_ingredients = brands or [], exclude or []
    stocks.in_stock_only = in_stock
    options.stocks = stocks
    return options


def healing_of(file: Path | None) -> "Healing | None":
    """Load what `skin fit` wrote; None: the prior."""
    from shadematch.healing import load_healing

    return None if file is None else load_healing(file)


def answer(
    schema: str, key: str, file: Path, work: "Callable[[Catalogue], Any]"
) -> tuple[Document, Any, ExitCode]:
    """Do the work on a catalogue: the document, what was found (None if refused) and the exit code."""
    from shadematch.pigment import Catalogue

    head: Document = {"schema": schema, "versions": versions()}
    head |= {"status": "done", "reason": None, "message": None, "advice": None}
    head |= {"catalogue": {"file": str(file), "sha256": file_sha256(file)}}
    try:
        stocks = Catalogue.load(file)
        found = work(stocks)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        wrong = {"status": failure.status, "reason": failure.reason, "message": failure.message}
        advice = "Check the options." if failure.reason == "does_not_fit" else failure.advice
        return head | wrong | {"advice": advice, key: None}, None, failure.exit_code
    return head | {key: _flagged(found.to_dict(), stocks)}, found, ExitCode.DONE


def _flagged(body: Any, stocks: "Catalogue") -> Any:
    """Put the remarks on its composition beside every recipe."""
    from shadematch.composition import composition_flags

    if isinstance(body, list):
        return [_flagged(each, stocks) for each in body]
    if not isinstance(body, dict):
        return body
    if {"parts", "dilution_number"} <= set(body):
        drops = {part["stock_id"]: part["drops"] for part in body["parts"]}
        return body | {"flags": [flag.to_dict() for flag in composition_flags(stocks, drops)]}
    return {key: _flagged(value, stocks) for key, value in body.items()}
